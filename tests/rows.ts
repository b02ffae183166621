// Rows of one place, for proofs that look behind the pages.
import { alderbourne, larchmead } from '../seeds/cast.ts'
import { transaction } from '../src/kernel/db.ts'
import { makeProgramme } from '../src/modules/settings/programmes/service.ts'
import { editionFor, principleOf } from '../src/modules/toolkit/edition.ts'
import type { Held } from './world.ts'

export type Rows = Record<string, string>[]

/** Rows of one place, read as the owner of the tables would. */
export function rowsOf(w: Held, reach: { settings?: string[]; programmes?: string[] }, sql: string): Promise<Rows> {
  const { settings = [], programmes = [] } = reach
  return transaction(
    w.house.engine,
    { reach: { settings, programmes, person: null }, readOnly: true },
    async (tx) => (await tx.client.query(sql)).rows as Rows,
  )
}

export const here = { settings: [larchmead.setting] }
export const there = { settings: [alderbourne.setting] }
export const idOf = async (w: Held, reach: Parameters<typeof rowsOf>[1], sql: string): Promise<string> =>
  (await rowsOf(w, reach, `${sql} limit 1`))[0]!.id!

/** A second programme of its own, with a district and a phase. */
export async function otherProgramme(w: Held): Promise<{ id: string; district: string; phase: string }> {
  return transaction(w.house.engine, { role: 'clerk' }, async (tx) => {
    const words = {
      name: 'Other Programme',
      levels: ['One', 'Two', 'Three'],
      brand: null,
      brand_deep: null,
      second_step: false,
    }
    const { id } = await makeProgramme(tx, 'other-programme', words, w.house.clock())
    const district = (
      await tx.client.query(
        `insert into settings.districts (programme_id, name) values ('${id}', 'Elsewhere') returning id`,
      )
    ).rows[0].id as string
    const phase = (
      await tx.client.query(`insert into settings.phases (programme_id, name) values ('${id}', 'Later') returning id`)
    ).rows[0].id as string
    return { id, district, phase }
  })
}

export const principleOfKey = (key: string): string => principleOf(editionFor('primary')!, key)!.key

export const TERMS = { party: 'setting', purposes: ['take_part'], basis: 'public_task', ends_on: '31 August 2029' }
