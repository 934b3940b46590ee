// The tables of the room statistics, as schema.ts has the rest.

interface StatsDaysTable {
  site_id: string
  kind: number
  day: number
  topic_id: string
  device: number
  count: number
}

interface StatsHoursTable {
  site_id: string
  kind: number
  hour: number
  topic_id: string
  count: number
}

interface StatsNotificationDaysTable {
  notification: number
  day: number
  kind: number
  device: number
  count: number
}

interface StatsNotificationHoursTable {
  notification: number
  hour: number
  kind: number
  count: number
}

export interface StatisticsTables {
  belfry_stats_days: StatsDaysTable
  belfry_stats_hours: StatsHoursTable
  belfry_stats_notification_days: StatsNotificationDaysTable
  belfry_stats_notification_hours: StatsNotificationHoursTable
  belfry_stats_recounts: { notification: number }
}
