"""The transform that checks frames against rules."""

from __future__ import annotations

from typing import Any

from awsglue.dynamicframe import DynamicFrame, DynamicFrameCollection
from awsglue.transforms.transform import GlueTransform
from awsglue.utils import makeOptions

__all__ = ["EvaluateDataQuality"]


class EvaluateDataQuality(GlueTransform):
    """Checks records against a ruleset in DQDL, e.g. ``Rules = [ IsComplete "id" ]``.

    A rule that cannot be evaluated here has the outcome ``Error`` and says why; a ruleset that is not DQDL is an
    ``IllegalArgumentException``.

    ``publishing_options``:

    - ``resultsS3Prefix``: a JSON file with the results of the evaluation is written under it.
    - ``dataQualityEvaluationContext``: a name that the file repeats.
    - ``enableDataQualityResultsPublishing``, ``enableDataQualityCloudWatchMetrics``: accepted; neither is kept.
    """

    def __call__(self, frame: DynamicFrame, ruleset: str, publishing_options: dict[str, Any] = {}) -> DynamicFrame:
        """What came of each rule.

        Returns:
            A frame with ``Rule``, ``Outcome`` (``Passed``, ``Failed``, ``Error``), ``FailureReason`` and
            ``EvaluatedMetrics`` (numbers by name), in the order of the ruleset.
        """
        glue = frame.glue_ctx
        found = _jvm(glue).apply(frame._jdf, ruleset, makeOptions(glue._sc, publishing_options))
        return DynamicFrame(found, glue, frame.name)

    def process_rows(
        self,
        frame: DynamicFrame,
        ruleset: str,
        publishing_options: dict[str, Any] = {},
        additional_options: dict[str, Any] = {},
        additional_data_sources: dict[str, DynamicFrame] = {},
    ) -> DynamicFrameCollection:
        """What came of each rule and of each record.

        Args:
            additional_options: ``performanceTuning.caching`` (``CACHE_INPUT``) and
                ``dataQualityResultsPublishing.strategy`` (``BEST_EFFORT``: a file that is not written is only logged).
            additional_data_sources: frames by the names that rules such as ``ReferentialIntegrity`` have for them.

        Returns:
            ``ruleOutcomes``; ``originalData``; ``rowLevelOutcomes``: the records with ``DataQualityRulesPass``,
            ``DataQualityRulesFail``, ``DataQualityRulesSkip`` (lists of rules) and ``DataQualityEvaluationResult``
            (``Passed`` or ``Failed``).
        """
        glue = frame.glue_ctx
        found = _jvm(glue).pyProcessRows(
            frame._jdf,
            ruleset,
            makeOptions(glue._sc, publishing_options),
            makeOptions(glue._sc, additional_options),
            {name: other._jdf for name, other in additional_data_sources.items()},
        )
        return DynamicFrameCollection({name: DynamicFrame(jdf, glue, name) for name, jdf in found.items()}, glue)


def _jvm(glue: Any) -> Any:
    return glue._sc._jvm.com.amazonaws.services.glue.dq.EvaluateDataQuality
