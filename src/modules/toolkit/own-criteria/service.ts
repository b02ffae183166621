// What happens to a programme's own criteria: written, put out, retired; and which a new cycle takes along.
import { actorOf, type Ctx } from '../../../kernel/context.ts'
import { nowhere } from '../../../kernel/db.ts'
import { notFound } from '../../../kernel/problem.ts'
import { json } from '../../../kernel/sql.ts'
import type { z } from 'zod'
import { programmeById, programmesOf, settingById, type ProgrammeRow } from '../../settings/contract.ts'
import type { Kept } from '../edition.ts'
import { wordsFrom, type Sent } from './forms.ts'
import { criterionFrom, digestOfOwn, ownWordsShape, stateOf, type OwnState, type OwnWords } from './rules.ts'
import * as store from './store.ts'

export type Own = Omit<z.output<typeof store.OwnRow>, 'draft'> & { draft: OwnWords; state: OwnState; digest: string }

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/
const MOST_OUT = 20

function ownFrom(row: z.output<typeof store.OwnRow>): Own {
  const draft = ownWordsShape.parse(row.draft)
  const digest = digestOfOwn(draft, row.principle_key, row.designations)
  const { published, retired_at: retired, out_digest: outDigest } = row
  return {
    ...row,
    draft,
    digest,
    state: stateOf({ published, retired: retired !== null, draftDigest: digest, outDigest }),
  }
}

export async function loadProgramme(ctx: Ctx, params: Readonly<Record<string, string>>): Promise<ProgrammeRow> {
  const programme = await programmeById(ctx.tx, params.programme!)
  if (!programme) throw notFound()
  return programme
}

export async function loadOwn(ctx: Ctx, params: Readonly<Record<string, string>>): Promise<Own> {
  const { programme, own: id } = params as { programme: string; own: string }
  const row = UUID.test(id) ? await ctx.tx.maybe(store.ownById, { programme, id }) : undefined
  if (!row) throw notFound()
  return ownFrom(row)
}

export async function ownOf(ctx: Ctx, programme: ProgrammeRow): Promise<Own[]> {
  return (await ctx.tx.many(store.ownOfProgramme, { programme: programme.id })).map(ownFrom)
}

/** The office through which the officer acts: where the audit is read. */
function officeOf(ctx: Ctx, programme: string): string {
  const place = actorOf(ctx).places.find((one) => one.programme_id === programme)
  if (!place) throw notFound()
  return place.setting_id
}

async function noted(ctx: Ctx, programme: string, about: string, words: string): Promise<void> {
  await ctx.audit({ deed: 'toolkit.own-criterion', setting: officeOf(ctx, programme), about, words })
}

export async function addOwn(ctx: Ctx, programme: ProgrammeRow, sent: Sent): Promise<string> {
  const draft = wordsFrom(sent)
  const { id } = await ctx.tx.as('clerk', nowhere, () =>
    ctx.tx.one(store.addOwn, {
      programme: programme.id,
      principle: sent.principle,
      designations: sent.designations,
      draft: json(draft),
      by: actorOf(ctx).name,
      at: ctx.now,
    }),
  )
  await noted(ctx, programme.id, id, `Wrote a criterion of the programme’s own: ${draft.text}`)
  return id
}

/** False when someone else wrote on it meanwhile. */
export async function changeOwn(ctx: Ctx, own: Own, sent: Sent): Promise<boolean> {
  const changed = await ctx.tx.as('clerk', nowhere, () =>
    ctx.tx.maybe(store.changeOwn, {
      programme: own.programme_id,
      id: own.id,
      version: sent.version,
      principle: sent.principle,
      designations: sent.designations,
      draft: json(wordsFrom(sent)),
      by: actorOf(ctx).name,
      at: ctx.now,
    }),
  )
  if (!changed) return false
  await noted(ctx, own.programme_id, own.id, `Changed a criterion of the programme’s own: ${sent.text}`)
  return true
}

/** Puts the draft out as the next version. `full`: as many are out as a programme may ask. */
export async function publishOwn(ctx: Ctx, own: Own, version: number): Promise<'out' | 'moved' | 'full'> {
  const programme = own.programme_id
  const others = (await ctx.tx.many(store.ownOfProgramme, { programme })).map(ownFrom)
  const out = others.filter((one) => one.id !== own.id && (one.state === 'out' || one.state === 'changed')).length
  if (out >= MOST_OUT) return 'full'
  const done = await ctx.tx.as('clerk', nowhere, () =>
    ctx.tx.maybe(store.publishOwn, {
      programme,
      id: own.id,
      version,
      digest: own.digest,
      by: actorOf(ctx).name,
      at: ctx.now,
    }),
  )
  if (!done) return 'moved'
  await noted(ctx, programme, own.id, `Put out version ${done.number} of a criterion: ${own.draft.text}`)
  return 'out'
}

/** Cycles under way keep what they were asked; `back` asks it of new ones again. */
export async function retireOwn(ctx: Ctx, own: Own, version: number, back: boolean): Promise<boolean> {
  const { programme_id: programme, id } = own
  const done = await ctx.tx.as('clerk', nowhere, () =>
    ctx.tx.maybe(store.retireOwn, { programme, id, version, at: back ? null : ctx.now }),
  )
  if (done) await noted(ctx, programme, id, `${back ? 'Brought back' : 'Retired'} a criterion: ${own.draft.text}`)
  return done !== undefined
}

/** What the setting's programmes ask of a cycle that begins now, as the cycle keeps it. */
async function askedOf(ctx: Ctx, setting: string): Promise<Kept[]> {
  const { designation } = await settingById(ctx.tx, setting)
  const programmes = await programmesOf(ctx.tx, setting)
  if (designation === null || programmes.length === 0) return []
  const ids = programmes.map((programme) => programme.programme_id)
  const rows = await ctx.tx.many(store.askedOf, { programmes: ids, designation })
  return rows.map((row) => ({
    principle: row.principle_key,
    criterion: criterionFrom(ownWordsShape.parse(row.words), {
      id: row.id,
      programme: programmes.find((one) => one.programme_id === row.programme_id)!.name,
      version: row.number,
    }),
  }))
}

export async function keepAsked(ctx: Ctx, cycle: { setting_id: string; id: string }): Promise<Kept[]> {
  const own = await askedOf(ctx, cycle.setting_id)
  if (own.length > 0) await ctx.tx.run(store.keepAsked, { setting: cycle.setting_id, cycle: cycle.id, own: json(own) })
  return own
}
