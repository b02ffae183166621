// Where desks are: in the memory of this process and nowhere else. A desk is one person's, in one programme; it is let go
// half an hour after its last use, when its owner says so, and when the server stops. tests/ and pages reach it only here.
import { randomUUID } from 'node:crypto'
import type { Codebook } from '../rules.ts'
import type { Run } from '../runs/run.ts'
import { bytesOf, type Sheet } from '../sheet.ts'

export const MINUTES = 30
export const MOST_OF_ONE_PERSON = 2
const MOST_DESKS = 40
const MOST_BYTES = 256 * 1024 * 1024
const MS = MINUTES * 60_000

export type Desk = {
  readonly id: string
  readonly person: string
  readonly programme: string
  readonly sheet: Sheet
  readonly bytes: number
  codebook: Codebook
  /** The evaluator has looked at the codebook: until then it is only a guess. */
  confirmed: boolean
  usedAt: Date
  /** The newest last. */
  readonly runs: Run[]
  /** The kept sheet that it was opened from, or was kept as. */
  kept: string | undefined
  timer: NodeJS.Timeout | undefined
}

export type Whose = { readonly person: string; readonly programme: string }
export type Full = 'own-full' | 'all-full'

const desks = new Map<string, Desk>()
const letGo: ((desk: Desk) => void)[] = []

/** Told when a desk goes, so that its runs stop. */
export function whenLetGo(hear: (desk: Desk) => void): void {
  letGo.push(hear)
}

const isOver = (desk: Desk, now: Date): boolean => now.getTime() - desk.usedAt.getTime() > MS

function use(desk: Desk, now: Date): void {
  desk.usedAt = now
  clearTimeout(desk.timer)
  desk.timer = setTimeout(() => forget(desk), MS)
  desk.timer.unref()
}

/** Opens a desk, or says whose room is full. */
export function openDesk(
  whose: Whose,
  sheet: Sheet,
  codebook: Codebook,
  now: Date,
  more: { kept?: string; confirmed?: boolean } = {},
): Desk | Full {
  for (const desk of desks.values()) if (isOver(desk, now)) forget(desk)
  const bytes = bytesOf(sheet)
  if (desksOf(whose, now).length >= MOST_OF_ONE_PERSON) return 'own-full'
  const all = [...desks.values()].reduce((sum, desk) => sum + desk.bytes, bytes)
  if (desks.size >= MOST_DESKS || all > MOST_BYTES) return 'all-full'
  const { kept, confirmed = false } = more
  const desk: Desk = {
    id: randomUUID(),
    person: whose.person,
    programme: whose.programme,
    sheet,
    bytes,
    codebook,
    confirmed,
    usedAt: now,
    runs: [],
    kept,
    timer: undefined,
  }
  desks.set(desk.id, desk)
  use(desk, now)
  return desk
}

/** The desk of this id, if it is theirs and there still; looking at it counts as use. */
export function deskOf(id: string, whose: Whose, now: Date): Desk | undefined {
  const desk = desks.get(id)
  if (!desk || desk.person !== whose.person || desk.programme !== whose.programme) return undefined
  if (isOver(desk, now)) {
    forget(desk)
    return undefined
  }
  use(desk, now)
  return desk
}

/** Theirs in this programme, the newest first. Being listed is no use. */
export function desksOf(whose: Whose, now: Date): Desk[] {
  return [...desks.values()]
    .filter((desk) => desk.person === whose.person && desk.programme === whose.programme && !isOver(desk, now))
    .toReversed()
}

export function forget(desk: Desk): void {
  clearTimeout(desk.timer)
  if (!desks.delete(desk.id)) return
  for (const hear of letGo) hear(desk)
  desk.runs.length = 0
}

/** A run by its id, wherever it is: to wait for it before anybody is known. It shows nothing to whoever waits. */
export function runAnywhere(desk: string, run: string): Run | undefined {
  return desks.get(desk)?.runs.find((one) => one.id === run)
}
