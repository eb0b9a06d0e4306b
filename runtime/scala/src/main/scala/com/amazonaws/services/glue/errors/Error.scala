package com.amazonaws.services.glue.errors

/** Why a record is an error record. */
case class Error(msg: String)
