package com.amazonaws.services.glue

/** One action for all choices of a frame: `cast:TYPE`, `project:TYPE`, `make_cols`, `make_struct` or `match_catalog`, in any case. */
class ChoiceOption(val name: String) extends Serializable with Product1[String] {

  override def _1: String = name

  override def canEqual(other: Any): Boolean = other.isInstanceOf[ChoiceOption]

  override def equals(other: Any): Boolean = other match {
    case option: ChoiceOption => option.getClass == getClass && option.name == name
    case _ => false
  }

  override def hashCode(): Int = name.hashCode

  override def toString: String = s"ChoiceOption($name)"
}

object ChoiceOption {
  def apply(name: String): ChoiceOption = new ChoiceOption(name)

  def unapply(option: ChoiceOption): Option[String] = Some(option.name)
}

/** The types of the columns of a table of the Data Catalog. */
class MatchCatalogSchemaChoiceOption extends ChoiceOption("match_catalog")

/** An action of a script's own. What such a thing is asked is not published: `resolveChoice` refuses it. */
case class ChoiceOptionWithResolver(override val name: String, choiceResolver: Any) extends ChoiceOption(name)
