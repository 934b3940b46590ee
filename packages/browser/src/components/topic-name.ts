/** The name that the site gives a topic, for people; undefined when the server does not say. */
export async function topicName(base: string, topic: string): Promise<string | undefined> {
  try {
    const response = await fetch(`${base}/config`)
    const { topics } = (await response.json()) as { topics?: { id: string; name: string }[] }
    return topics?.find(({ id }) => id === topic)?.name
  } catch {
    return undefined // Then the question does without it.
  }
}
