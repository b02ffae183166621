// Where a chapter that someone holds stands in one stage, in words, and who may do what with it. Pure.
import type { Member } from '../standing/rules.ts'
import { dateInWords, listInWords } from '../../../view/words.ts'
import type { SectionRow, SignOffRow } from './store.ts'

/** A chapter of a cycle with those of its holders who are on the team today. */
export type Section = {
  principle: string
  /** 0: nobody ever gave it to anyone. */
  version: number
  by_on: string | null
  holders: readonly Member[]
  /** In the stage that is open. */
  signOff: SignOffRow | undefined
}

export function sectionOf(
  principle: string,
  rows: { sections: readonly SectionRow[]; signOffs: readonly SignOffRow[] },
  cycle: { stage: string },
  team: readonly Member[],
): Section {
  const row = rows.sections.find((one) => one.principle_key === principle)
  return {
    principle,
    version: row?.version ?? 0,
    by_on: row?.by_on ?? null,
    holders: team.filter((member) => row?.holders.includes(member.id)),
    signOff: rows.signOffs.find((one) => one.principle_key === principle && one.stage === cycle.stage),
  }
}

export const isHolder = (section: Section, member: Pick<Member, 'id'> | undefined): boolean =>
  section.holders.some((one) => one.id === member?.id)

/** "Held by Joan and Sam, by 3 December 2026". */
export function heldWords({ holders, by_on }: Pick<Section, 'holders' | 'by_on'>): string {
  if (holders.length === 0) return 'Nobody holds this chapter yet'
  const names = listInWords(holders.map((one) => one.name))
  return by_on === null ? `Held by ${names}` : `Held by ${names}, by ${dateInWords(by_on)}`
}

export function signOffWords(signOff: SignOffRow | undefined): string {
  if (!signOff) return 'Not ready yet'
  const { state, ready_name, ready_at, decided_name, decided_at, words } = signOff
  const ready = `${ready_name} said it was ready on ${dateInWords(ready_at)}`
  if (state === 'ready') return `${ready}. It waits for a lead`
  const decided = `by ${decided_name} on ${dateInWords(decided_at!)}`
  return state === 'signed' ? `Signed off ${decided}. ${ready}` : `Sent back ${decided}: ${words}`
}

/** How a list of all chapters begins: who holds what, and which nobody does. */
export function sectionsFinding(sections: readonly Section[]): string {
  const held = sections.filter((one) => one.holders.length > 0).length
  if (held === 0) return 'Nobody holds a chapter yet'
  return held === sections.length
    ? `All ${held} chapters are held by someone`
    : `${held} of ${sections.length} chapters are held by someone`
}
