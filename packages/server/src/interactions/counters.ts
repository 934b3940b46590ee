import { counter } from '../telemetry/metric.ts'

export const INTERACTION_COUNTERS = {
  taken: counter(
    'belfry_interactions_taken_total',
    'Interactions that browsers have reported, repeats included, by site.',
    ['site'],
  ),
  dropped: counter(
    'belfry_interactions_dropped_total',
    'Reported interactions that count for nothing, by site and reason: handle (no subscription has it), notification \
(the site has none with this id), token (it is none of ours) or late (more than a week after its notification \
expired).',
    ['site', 'reason'],
  ),
  muted: counter(
    'belfry_topics_muted_total',
    'Topics that were turned off for a person who has called two of its notifications irrelevant, by site.',
    ['site'],
  ),
}
