/** The site whose subscribers are operators, and its topic: nobody has it without a token for it. */
export const ALARM_SITE = 'belfry-alarms'
export const ALARM_TOPIC = 'alarms'
