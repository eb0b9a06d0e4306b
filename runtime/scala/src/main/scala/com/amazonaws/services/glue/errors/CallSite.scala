package com.amazonaws.services.glue.errors

/** Where in a script a transform was called, and what the script says about it; Python gives null for nothing. */
case class CallSite(site: String, info: String)
