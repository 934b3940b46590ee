import { createPreferences } from '../preferences.ts'

/** Whether a topic is off that the person may turn on, and has not turned off; false when the server does not say. */
export async function topicIsOff(base: string, topic: string): Promise<boolean> {
  try {
    const { topics } = await createPreferences({ base }).get()
    const found = topics.find(({ id }) => id === topic)
    return !!found && !found.on && found.mayTurnOn && !found.turnedOff
  } catch {
    return false
  }
}
