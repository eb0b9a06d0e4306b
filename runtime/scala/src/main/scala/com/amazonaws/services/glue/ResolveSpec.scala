package com.amazonaws.services.glue

/** What becomes of the choice at a path: `cast:TYPE`, `project:TYPE`, `make_cols` or `make_struct`. */
case class ResolveSpec(path: String, action: String) extends Product2[String, String] {
  override def _1: String = path

  override def _2: String = action
}

object ResolveSpec {
  def apply(spec: Product2[String, String]): ResolveSpec = ResolveSpec(spec._1, spec._2)
}
