// Making and keeping a programme: its office is a setting, its districts and phases say where and when it works.
import { randomUUID } from 'node:crypto'
import { acrossTenants, actorOf, today, type Ctx } from '../../../kernel/context.ts'
import { nowhere, type Tx } from '../../../kernel/db.ts'
import { notFound, Problem } from '../../../kernel/problem.ts'
import { json } from '../../../kernel/sql.ts'
import { themeCss, themeMistakes } from '../../../view/theme.ts'
import { addSetting } from '../enrolments/store.ts'
import { addPlace } from '../places/store.ts'
import { LEVEL_NAMES } from './rules.ts'
import * as store from './store.ts'
import type { District, Phase, Programme } from './store.ts'

export type { District, Phase, Programme }

export type ProgrammeWords = {
  name: string
  levels: readonly string[]
  brand: string | null
  brand_deep: string | null
  second_step: boolean
  takes_requests?: boolean
}

const plainWords = (name: string): ProgrammeWords => ({
  name,
  levels: LEVEL_NAMES,
  brand: null,
  brand_deep: null,
  second_step: false,
})

/** The programme and its office, without anyone in it. Any role may call: the clerk writes. */
export function makeProgramme(tx: Tx, slug: string, words: ProgrammeWords, at: Date): Promise<Programme> {
  const [id, office] = [randomUUID(), randomUUID()]
  const { name, second_step, takes_requests = true, brand, brand_deep, levels } = words
  return tx.as('clerk', nowhere, async () => {
    await tx.run(store.addProgramme, {
      id,
      slug,
      name,
      office,
      second_step,
      takes_requests,
      brand,
      brand_deep,
      levels: json(levels),
      at,
    })
    const setting = { setting: office, kind: 'programme_office', name, designation: null, urn: null, trust: null }
    await tx.run(addSetting, { ...setting, programme: id, theme: slug, second_step, at })
    return tx.one(store.programmeById, { id })
  })
}

/** For the command: the programme of this address, made with `create` as its name when there is none. */
export async function programmeForImport(
  tx: Tx,
  slug: string,
  create: string | undefined,
  at: Date,
): Promise<Programme | undefined> {
  const there = await tx.maybe(store.programmeBySlug, { slug })
  if (there || create === undefined) return there
  return makeProgramme(tx, slug, plainWords(create), at)
}

/** Which colours cannot be used, by field. One colour given asks for both. */
export function colourMistakes(brand: string | null, brand_deep: string | null): Record<string, string> {
  if (brand === null && brand_deep === null) return {}
  if (brand === null) return { brand: 'Enter the main colour too, or leave both empty' }
  if (brand_deep === null) return { brand_deep: 'Enter the header colour too, or leave both empty' }
  const { brand: main, brandDeep: deep } = themeMistakes({ brand, brandDeep: brand_deep })
  return { ...(main ? { brand: main } : {}), ...(deep ? { brand_deep: deep } : {}) }
}

export type Founded = { programme: Programme } | { mistakes: Record<string, string> }

/** A founder makes a programme and becomes its first officer. */
export async function foundProgramme(ctx: Ctx, slug: string, words: ProgrammeWords): Promise<Founded> {
  const { tx } = ctx
  const colours = colourMistakes(words.brand, words.brand_deep)
  if (Object.keys(colours).length > 0) return { mistakes: colours }
  if (await tx.maybe(store.programmeBySlug, { slug }))
    return { mistakes: { slug: 'Another programme has this address. Choose a different one' } }
  const programme = await makeProgramme(tx, slug, words, ctx.now)
  const { person_id: person, name, email } = actorOf(ctx)
  const setting = programme.office_setting_id
  await acrossTenants(ctx, 'A new programme was made', [setting], async () => {
    await tx.run(addPlace, { setting, person, name, email, role: 'programme_officer', on: today(ctx) })
    await ctx.audit({
      deed: 'settings.programme-made',
      setting,
      about: programme.id,
      words: `${name} made the programme ${words.name}`,
    })
  })
  return { programme }
}

export async function loadProgramme(ctx: Ctx, params: Readonly<Record<string, string>>): Promise<Programme> {
  const programme = await ctx.tx.maybe(store.programmeById, { id: params.programme! })
  if (!programme) throw notFound()
  return programme
}

export async function changeProgramme(
  ctx: Ctx,
  programme: Programme,
  words: ProgrammeWords,
): Promise<Record<string, string> | undefined> {
  const mistakes = colourMistakes(words.brand, words.brand_deep)
  if (Object.keys(mistakes).length > 0) return mistakes
  const { levels, takes_requests = programme.takes_requests, ...rest } = words
  const { id, office_setting_id: office } = programme
  await ctx.tx.as('clerk', nowhere, async () => {
    await ctx.tx.run(store.changeProgramme, { id, ...rest, takes_requests, levels: json(levels) })
    await ctx.tx.run(store.renameOffice, { office, name: words.name })
    if (words.second_step !== programme.everyone_needs_second_step)
      await ctx.tx.run(store.changeSecondStep, { programme: id, second_step: words.second_step })
  })
  await ctx.audit({
    deed: 'settings.programme-changed',
    setting: office,
    about: id,
    words: 'Changed the programme’s name, levels, colours, joining or sign-in',
  })
  return undefined
}

/** The stylesheet of a programme's own colours; ours when it has none, or when the address is not known. */
export async function themeOf(ctx: Ctx, slug: string): Promise<string> {
  const programme = await ctx.tx.as('door', nowhere, () => ctx.tx.maybe(store.programmeBySlug, { slug }))
  if (!programme) throw notFound()
  const { brand, brand_deep } = programme
  if (brand === null || brand_deep === null || Object.keys(colourMistakes(brand, brand_deep)).length > 0)
    return ':root{}\n'
  return themeCss({ brand, brandDeep: brand_deep })
}

export type Places = { districts: (District & { phase_name: string | null })[]; phases: Phase[] }

export async function placesOfProgramme(ctx: Ctx, programme: Programme): Promise<Places> {
  const { id } = programme
  return {
    districts: await ctx.tx.many(store.districtsOfProgramme, { programme: id }),
    phases: await ctx.tx.many(store.phasesOfProgramme, { programme: id }),
  }
}

export async function authorities(ctx: Ctx): Promise<{ la_code: string; la_name: string }[]> {
  return ctx.tx.many(store.authoritiesOnRegister, {})
}

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i

export async function loadDistrict(ctx: Ctx, params: Readonly<Record<string, string>>): Promise<District> {
  const id = params.district!
  const district = UUID.test(id)
    ? await ctx.tx.maybe(store.districtById, { programme: params.programme!, id })
    : undefined
  if (!district) throw notFound()
  return district
}

export async function loadPhase(ctx: Ctx, params: Readonly<Record<string, string>>): Promise<Phase> {
  const id = params.phase!
  const phase = UUID.test(id) ? await ctx.tx.maybe(store.phaseById, { programme: params.programme!, id }) : undefined
  if (!phase) throw notFound()
  return phase
}

/** Does a change that a rule of the database may refuse; gives the code of the refusal. */
async function refusable(ctx: Ctx, deed: () => Promise<unknown>): Promise<string | undefined> {
  const { tx } = ctx
  await tx.client.query('savepoint refusable')
  try {
    await tx.as('clerk', nowhere, deed)
    return undefined
  } catch (error) {
    // A name that is taken or a place in use: the form says so. Anything else is a fault.
    if (!(error instanceof Problem)) throw error
    await tx.client.query('rollback to savepoint refusable')
    return error.code
  }
}

const noted = (ctx: Ctx, programme: Programme, about: string | null, words: string): Promise<void> =>
  ctx.audit({ deed: 'settings.programme-changed', setting: programme.office_setting_id, about, words })

export type DistrictWords = {
  name: string
  register_code: string | null
  phase_id: string | null
  joined_on: string | null
}

async function phaseMistake(ctx: Ctx, programme: Programme, phase: string | null): Promise<string | undefined> {
  if (phase === null || (await ctx.tx.maybe(store.phaseById, { programme: programme.id, id: phase }))) return undefined
  return 'settings.phase-gone'
}

export async function keepDistrict(
  ctx: Ctx,
  programme: Programme,
  district: District | undefined,
  words: DistrictWords,
): Promise<string | undefined> {
  const wrong = await phaseMistake(ctx, programme, words.phase_id)
  if (wrong) return wrong
  const values = {
    programme: programme.id,
    name: words.name,
    code: words.register_code,
    phase: words.phase_id,
    joined: words.joined_on,
  }
  const refused = await refusable(ctx, async () => {
    if (!district) return ctx.tx.run(store.addDistrict, values)
    await ctx.tx.run(store.changeDistrict, { ...values, id: district.id })
    return ctx.tx.run(store.movePhase, {
      programme: programme.id,
      district: district.id,
      before: district.phase_id,
      phase: words.phase_id,
    })
  })
  if (!refused)
    await noted(ctx, programme, district?.id ?? null, `${district ? 'Changed' : 'Added'} the district ${words.name}`)
  return refused
}

export async function removeDistrict(ctx: Ctx, programme: Programme, district: District): Promise<string | undefined> {
  const refused = await refusable(ctx, () =>
    ctx.tx.run(store.removeDistrict, { programme: programme.id, id: district.id }),
  )
  if (!refused) await noted(ctx, programme, district.id, `Removed the district ${district.name}`)
  return refused
}

export async function addDistrictsOf(ctx: Ctx, programme: Programme, la: string): Promise<number> {
  const added = await ctx.tx.as('clerk', nowhere, () =>
    ctx.tx.many(store.addDistrictsOfAuthority, { programme: programme.id, la }),
  )
  if (added.length > 0) await noted(ctx, programme, null, `Added ${added.length} districts from the register`)
  return added.length
}

export async function keepPhase(
  ctx: Ctx,
  programme: Programme,
  phase: Phase | undefined,
  words: { name: string; starts_on: string | null },
): Promise<string | undefined> {
  const values = { programme: programme.id, name: words.name, starts: words.starts_on }
  const refused = await refusable(ctx, () =>
    phase ? ctx.tx.run(store.changePhase, { ...values, id: phase.id }) : ctx.tx.run(store.addPhase, values),
  )
  if (!refused) await noted(ctx, programme, phase?.id ?? null, `${phase ? 'Changed' : 'Added'} the phase ${words.name}`)
  return refused
}

export async function removePhase(ctx: Ctx, programme: Programme, phase: Phase): Promise<string | undefined> {
  const refused = await refusable(ctx, () => ctx.tx.run(store.removePhase, { programme: programme.id, id: phase.id }))
  if (!refused) await noted(ctx, programme, phase.id, `Removed the phase ${phase.name}`)
  return refused
}
