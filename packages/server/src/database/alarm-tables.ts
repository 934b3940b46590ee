/** What operators were told of. */
export interface AlarmTables {
  belfry_alarm_rings: AlarmRingsTable
}

interface AlarmRingsTable {
  cause: string
  rung_at: number
}
