package com.amazonaws.services.glue

/** One action for all choices of a frame: `cast:TYPE`, `project:TYPE`, `make_cols`, `make_struct` or `match_catalog`, in any case. */
case class ChoiceOption(name: String)
