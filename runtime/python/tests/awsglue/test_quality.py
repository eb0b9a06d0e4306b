"""EvaluateDataQuality."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from pyspark.errors import IllegalArgumentException

from awsglue.context import GlueContext
from awsglue.dynamicframe import DynamicFrame
from awsgluedq.transforms import EvaluateDataQuality

PEOPLE = [(1, "ann", "a@x.de", 10.5), (2, "bob", None, 7.0), (3, "ann", "nomail", -2.0)]


@pytest.fixture
def people(glue: GlueContext) -> DynamicFrame:
    rows = glue.spark_session.createDataFrame(PEOPLE, "id int, name string, email string, amount double")
    return DynamicFrame.fromDF(rows, glue, "people")


def _outcomes(frame: DynamicFrame) -> dict[str, tuple[str, str | None, dict[str, float]]]:
    return {row[0]: (row[1], row[2], row[3]) for row in frame.toDF().collect()}


def test_outcomes_come_in_the_order_of_the_rules(people: DynamicFrame) -> None:
    rules = [
        "RowCount between 1 and 10",
        'IsComplete "id"',
        'IsComplete "email"',
        '(IsUnique "id") AND (ColumnCount = 4)',
    ]
    found = EvaluateDataQuality.apply(frame=people, ruleset=f"Rules = [ {', '.join(rules)} ]")
    assert found.toDF().columns == ["Rule", "Outcome", "FailureReason", "EvaluatedMetrics"]
    assert [row.Rule for row in found.toDF().collect()] == rules
    outcomes = _outcomes(found)
    assert outcomes[rules[1]] == ("Passed", None, {"Column.id.Completeness": 1.0})
    state, reason, metrics = outcomes[rules[2]]
    assert state == "Failed" and metrics["Column.email.Completeness"] == pytest.approx(2 / 3)
    assert reason is not None and reason.startswith("Value: 0.6")
    assert outcomes[rules[3]][0] == "Passed"


@pytest.mark.parametrize(
    ("rule", "state", "share"),
    [
        ('ColumnValues "amount" > 0 with threshold > 0.5', "Passed", 2 / 3),
        ('ColumnValues "amount" > 0 with threshold > 0.9', "Failed", 2 / 3),
        ('ColumnValues "name" in ["ann"] with threshold > 0.5', "Passed", 2 / 3),
        ('ColumnValues "email" matches ".*@.*" with threshold > 0.3', "Passed", 1 / 3),
    ],
)
def test_a_threshold_is_the_share_of_rows_that_must_pass(
    people: DynamicFrame, rule: str, state: str, share: float
) -> None:
    outcome, _, metrics = _outcomes(EvaluateDataQuality.apply(people, f"Rules = [ {rule} ]"))[rule]
    assert outcome == state
    assert pytest.approx(share) in metrics.values()


@pytest.mark.parametrize(
    ("rule", "reason"),
    [
        ('FileUniqueness "s3://lake/x" > 0.5', "No converter found for rule type: FileUniqueness"),
        ("RowCount > avg(last(3))", "Can't execute the assertion"),
        (
            '(IsComplete "id") and (ColumnValues "amount" > 0 with threshold > 0.5)',
            "not supported by Mastic: a threshold within a composite rule",
        ),
    ],
)
def test_a_rule_that_cannot_be_evaluated_is_an_error_and_says_why(people: DynamicFrame, rule: str, reason: str) -> None:
    ((state, said, _),) = _outcomes(EvaluateDataQuality.apply(people, f"Rules = [ {rule} ]")).values()
    assert state == "Error"
    assert said is not None and reason in said


def test_a_rule_in_sql_sees_the_data_and_leaves_the_scripts_views_alone(
    glue: GlueContext, people: DynamicFrame
) -> None:
    glue.spark_session.range(7).createOrReplaceTempView("primary")
    rule = 'CustomSql "select count(*) from primary" = 3'
    assert _outcomes(EvaluateDataQuality.apply(people, f"Rules = [ {rule} ]"))[rule][0] == "Passed"
    assert glue.spark_session.table("primary").count() == 7
    glue.spark_session.catalog.dropTempView("primary")


def test_a_ruleset_that_is_none_is_refused(people: DynamicFrame) -> None:
    with pytest.raises(IllegalArgumentException, match="Rule Type: Nonsense is not valid"):
        EvaluateDataQuality.apply(people, 'Rules = [ Nonsense "id" ]')


def test_rows_know_what_they_passed_as_studios_node_asks_for_it(people: DynamicFrame, tmp_path: Path) -> None:
    found = EvaluateDataQuality().process_rows(
        frame=people,
        ruleset='Rules = [ IsComplete "email", ColumnValues "amount" > 0, RowCount > 1 ]',
        publishing_options={
            "dataQualityEvaluationContext": "EvaluateDataQuality_node1",
            "enableDataQualityResultsPublishing": True,
            "resultsS3Prefix": str(tmp_path / "results"),
        },
        additional_options={
            "dataQualityResultsPublishing.strategy": "BEST_EFFORT",
            "observations.scope": "ALL",
            "performanceTuning.caching": "CACHE_NOTHING",
        },
    )
    assert sorted(found.keys()) == ["originalData", "rowLevelOutcomes", "ruleOutcomes"]
    assert found["originalData"].count() == 3
    rows = {row.id: row for row in found["rowLevelOutcomes"].toDF().collect()}
    assert {key: row.DataQualityEvaluationResult for key, row in rows.items()} == {
        1: "Passed",
        2: "Failed",
        3: "Failed",
    }
    assert rows[2].DataQualityRulesFail == ['IsComplete "email"']
    assert rows[2].DataQualityRulesPass == ['ColumnValues "amount" > 0']
    assert rows[2].DataQualityRulesSkip == ["RowCount > 1"]
    (file,) = (tmp_path / "results").glob("*.json")
    written: dict[str, Any] = json.loads(file.read_text())
    assert written["EvaluationContext"] == "EvaluateDataQuality_node1"
    assert [rule["Result"] for rule in written["RuleResults"]] == ["FAIL", "FAIL", "PASS"]
    assert written["Score"] == pytest.approx(1 / 3)


def test_rules_over_other_data_find_it_by_name(glue: GlueContext, people: DynamicFrame) -> None:
    ids = DynamicFrame.fromDF(glue.spark_session.createDataFrame([(1,), (2,)], "id int"), glue, "ids")
    rule = 'ReferentialIntegrity "id" "known.id" = 1.0'
    found = EvaluateDataQuality().process_rows(people, f"Rules = [ {rule} ]", additional_data_sources={"known": ids})
    state, _, metrics = _outcomes(found["ruleOutcomes"])[rule]
    assert state == "Failed" and pytest.approx(2 / 3) in metrics.values()
