// What comments may be about, and whom the words of one ask for. Pure.

export const THINGS = ['criterion', 'principle', 'action', 'call'] as const
export type ThingKind = (typeof THINGS)[number]

/** What a thread stands under. `key`: of the edition for a criterion and a principle, else an id. */
export type Thing = {
  setting: string
  cycle: string
  about: ThingKind
  key: string
  /** As a heading says it. */
  title: string
  /** Where it is worked on. */
  href: string
}

export const KIND_WORDS: Readonly<Record<ThingKind, string>> = {
  criterion: 'a criterion',
  principle: 'a chapter',
  action: 'an action',
  call: 'what raters said',
}

type Named = { person_id: string; name: string }

const isLetter = (text: string): boolean => /^[\p{L}\p{N}]/u.test(text)

/** Whoever is written as @Name: their whole name, or their first name where nobody else here has it. */
export function askedForIn(words: string, people: readonly Named[]): string[] {
  const firstNames = people.map(({ name }) => name.split(' ')[0]!.toLowerCase())
  const lower = words.toLowerCase()
  const written = (after: string, name: string): boolean =>
    name !== '' && after.startsWith(name) && !isLetter(after.slice(name.length))
  const found = new Set<string>()
  for (let at = lower.indexOf('@'); at >= 0; at = lower.indexOf('@', at + 1)) {
    const after = lower.slice(at + 1)
    const whole = people.filter(({ name }) => written(after, name.toLowerCase()))
    const first = firstNames.find((name) => written(after, name))
    const byFirst = people.filter((_, i) => firstNames[i] === first)
    const asked = whole.length > 0 ? whole : byFirst.length === 1 ? byFirst : []
    for (const { person_id } of asked) found.add(person_id)
  }
  return [...found]
}

/** A name in a sentence that can be long: the start of it. */
export function shortTitle(title: string): string {
  const most = 80
  return title.length <= most ? title : `${title.slice(0, most).trimEnd()} …`
}
