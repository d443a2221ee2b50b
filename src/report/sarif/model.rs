//! The part of SARIF 2.1.0 that is written, in the words of the standard (OASIS, SARIF 2.1.0 errata 01).

use serde::Serialize;
use std::collections::BTreeMap;

/// 3.13 `sarifLog`.
#[derive(Serialize)]
pub(super) struct Log<'a> {
    #[serde(rename = "$schema")]
    pub(super) schema: &'static str,
    pub(super) version: &'static str,
    pub(super) runs: [Analysis<'a>; 1],
}

/// 3.14 `run`.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Analysis<'a> {
    pub(super) tool: Tool<'a>,
    pub(super) invocations: [Invocation; 1],
    pub(super) column_kind: &'static str,
    pub(super) newline_sequences: [&'static str; 3],
    pub(super) original_uri_base_ids: BTreeMap<&'static str, Base>,
    pub(super) artifacts: Vec<Artifact>,
    pub(super) results: Vec<Finding<'a>>,
}

/// 3.18 `tool`.
#[derive(Serialize)]
pub(super) struct Tool<'a> {
    pub(super) driver: Driver<'a>,
}

/// 3.19 `toolComponent`.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Driver<'a> {
    pub(super) name: &'static str,
    pub(super) semantic_version: &'static str,
    pub(super) rules: Vec<Rule<'a>>,
}

/// 3.49 `reportingDescriptor`.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Rule<'a> {
    pub(super) id: &'a str,
    #[serde(flatten)]
    pub(super) about: Option<About<'a>>,
}

/// What is known of a rule.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct About<'a> {
    pub(super) short_description: Text,
    pub(super) full_description: Text,
    pub(super) help: Text,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) help_uri: Option<&'a str>,
    pub(super) default_configuration: Configuration,
    pub(super) properties: RuleProperties<'a>,
}

/// 3.50 `reportingConfiguration`.
#[derive(Serialize)]
pub(super) struct Configuration {
    pub(super) level: &'static str,
}

/// What consumers sort rules by.
#[derive(Serialize)]
pub(super) struct RuleProperties<'a> {
    pub(super) tags: Vec<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) precision: Option<&'static str>,
    #[serde(rename = "problem.severity")]
    pub(super) severity: &'static str,
}

/// 3.11 `message`, 3.12 `multiformatMessageString`.
#[derive(Serialize)]
pub(super) struct Text {
    pub(super) text: String,
}

/// 3.20 `invocation`.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Invocation {
    pub(super) execution_successful: bool,
    pub(super) tool_execution_notifications: Vec<Notification>,
}

/// 3.58 `notification`.
#[derive(Serialize)]
pub(super) struct Notification {
    pub(super) level: &'static str,
    pub(super) message: Text,
    pub(super) locations: [Location; 1],
}

/// A value of `originalUriBaseIds` (3.14.14) that leaves it to the consumer where the folder is.
#[derive(Serialize)]
pub(super) struct Base {
    pub(super) description: Text,
}

/// 3.24 `artifact`.
#[derive(Serialize)]
pub(super) struct Artifact {
    pub(super) location: ArtifactLocation,
    pub(super) encoding: String,
    pub(super) roles: [&'static str; 1],
}

/// 3.27 `result`.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Finding<'a> {
    pub(super) rule_id: &'a str,
    pub(super) rule_index: usize,
    pub(super) level: &'static str,
    pub(super) message: Text,
    pub(super) locations: [Location; 1],
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(super) related_locations: Vec<Location>,
    pub(super) partial_fingerprints: BTreeMap<&'static str, String>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(super) fixes: Vec<Fix<'a>>,
    /// There for all results of a run or for none.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) suppressions: Option<Vec<Suppression<'a>>>,
}

/// 3.35 `suppression`.
#[derive(Serialize)]
pub(super) struct Suppression<'a> {
    pub(super) kind: &'static str,
    pub(super) status: &'static str,
    pub(super) justification: String,
    pub(super) location: Location,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) properties: Option<SuppressionProperties<'a>>,
}

/// Who answers for a suppression.
#[derive(Serialize)]
pub(super) struct SuppressionProperties<'a> {
    pub(super) owner: &'a str,
}

/// 3.28 `location`.
#[derive(Serialize)]
pub(super) struct Location {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) id: Option<usize>,
    #[serde(rename = "physicalLocation")]
    pub(super) physical: PhysicalLocation,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) message: Option<Text>,
}

/// 3.29 `physicalLocation`.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct PhysicalLocation {
    pub(super) artifact_location: ArtifactLocation,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) region: Option<Region>,
}

/// 3.4 `artifactLocation`.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct ArtifactLocation {
    pub(super) uri: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) uri_base_id: Option<&'static str>,
}

/// 3.30 `region`; the end column is one past the last character. Without an end it is the rest of the line.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Region {
    pub(super) start_line: u32,
    pub(super) start_column: u32,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) end_line: Option<u32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) end_column: Option<u32>,
}

/// 3.55 `fix`.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Fix<'a> {
    pub(super) description: Text,
    pub(super) artifact_changes: Vec<ArtifactChange<'a>>,
    pub(super) properties: FixProperties,
}

/// What `--fix` makes of a fix.
#[derive(Serialize)]
pub(super) struct FixProperties {
    pub(super) safe: bool,
}

/// 3.56 `artifactChange`.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct ArtifactChange<'a> {
    pub(super) artifact_location: ArtifactLocation,
    pub(super) replacements: Vec<Replacement<'a>>,
}

/// 3.57 `replacement`.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Replacement<'a> {
    pub(super) deleted_region: Region,
    pub(super) inserted_content: Inserted<'a>,
}

/// 3.3 `artifactContent`.
#[derive(Serialize)]
pub(super) struct Inserted<'a> {
    pub(super) text: &'a str,
}
