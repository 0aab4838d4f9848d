import type { Client } from '../base/client';

export type { Anchor, AnchorCard, AuditEvent, ChainCheck } from '../base/contract';

export interface AuditFilter {
  event: string;
  actor: string;
}

/** Events that the log can be narrowed to. */
export const eventKinds = [
  'access.set_up',
  'access.signed_in',
  'access.signed_out',
  'access.account_put',
  'access.password_changed',
  'access.token_issued',
  'access.token_revoked',
  'access.session_ended',
  'access.sessions_ended',
  'access.second_factor_on',
  'access.second_factor_off',
  'access.second_factor_reset',
  'access.second_factor_rule',
  'audit.exported',
  'registry.business_registered',
  'registry.fact_added',
  'registry.unmasked',
  'registry.exported',
  'registry.kbli_decided',
  'registry.kbli_undone',
  'registry.rule_proposed',
  'licences.contacted',
  'licences.contact_undone',
  'licences.exported',
  'letters.issued',
  'letters.letterhead_set',
  'letters.template_set',
  'agencies.agency_put',
  'agencies.members_set',
  'registry.answering_rule',
  'agencies.coach_named',
  'agencies.coaching_ended',
  'agencies.lead_set',
  'agencies.handover_requested',
  'agencies.handover_accepted',
  'agencies.handover_refused',
  'agencies.handover_withdrawn',
  'agencies.proposal_dismissed',
  'aid.made',
  'aid.judged',
  'aid.signed',
  'aid.withdrawn',
  'sweep.asked',
  'sweep.done',
  'sweep.chosen',
  'sweep.taken',
  'sweep.take_undone',
  'sweep.sampled',
  'insight.snapshot_made',
  'insight.snapshot_exported',
  'privacy.request_step',
  'privacy.consent_given',
  'privacy.consent_withdrawn',
  'privacy.erased',
  'privacy.pack_made',
  'privacy.incident_noted',
  'privacy.agency_told',
  'privacy.persons_told',
  'privacy.breach_pack_made',
  'privacy.retention_run',
  'privacy.retention_opened',
  'privacy.retention_set',
  'privacy.key_added',
  'privacy.key_retired',
  'intake.rows_unmasked',
  'intake.file_taken',
  'intake.file_received',
  'intake.batch_committed',
  'intake.batch_undone',
  'intake.pair_decided',
  'intake.pair_undecided',
  'areas.boundaries_imported',
  'areas.boundaries_removed',
  'kbli.imported',
  'backup.asked',
] as const;

export const listEvents = (
  client: Client,
  regency: string,
  filter: AuditFilter,
  cursor: string | null,
  signal?: AbortSignal,
) => client.get('/audit', { regency, ...filter, cursor }, signal);

export const listAnchors = (client: Client, signal?: AbortSignal) => client.get('/anchors', {}, signal);
export const anchorCard = (client: Client, day: string) => client.get('/anchors/{day}/card', { day });

export const checkChain = (client: Client, regency: string) => client.get('/audit/check', { regency });
