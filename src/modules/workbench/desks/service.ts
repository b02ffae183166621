// Desks and whose they are: loading data onto one, deciding its codebook, forgetting it. The audit says that it happened and
// how much it was, never what it says.
import { actorOf, type Ctx } from '../../../kernel/context.ts'
import { notFound, Problem } from '../../../kernel/problem.ts'
import { number, wordsOfCount } from '../../../view/words.ts'
import { programmeById, type ProgrammeRow } from '../../settings/contract.ts'
import { seenIn } from '../material.ts'
import { workbenchAt } from '../paths.ts'
import { guessCodebook, mistakesIn, type BookMistake, type Codebook } from '../rules.ts'
import type { Sheet } from '../sheet.ts'
import { bookFrom } from '../table-schema.ts'
import { deskOf, forget, MINUTES, MOST_OF_ONE_PERSON, openDesk, type Desk, type Whose } from './cupboard.ts'
import { EXAMPLE_NAMES, loadExample, type Example } from './examples.ts'

type Params = Readonly<Record<string, string>>

export async function loadProgramme(ctx: Ctx, params: Params): Promise<ProgrammeRow> {
  const programme = await programmeById(ctx.tx, params.programme!)
  if (!programme) throw notFound()
  return programme
}

export const whoseOf = (ctx: Ctx, programme: string): Whose => ({ person: actorOf(ctx).person_id, programme })

/** Their desk, or a page that says that it is gone and leads to where data is loaded, with the question still there. */
export function loadDesk(ctx: Ctx, params: Params): Promise<Desk> {
  const { programme, desk: id, question } = params
  const desk = deskOf(id!, whoseOf(ctx, programme!), ctx.now)
  const again = `${workbenchAt(programme!)}${question === undefined ? '' : `?question=${encodeURIComponent(question)}`}`
  return desk ? Promise.resolve(desk) : Promise.reject(new Problem('workbench.gone', again))
}

/** Notes in the audit of the programme's office. */
export async function note(ctx: Ctx, programme: string, deed: string, words: string): Promise<void> {
  const setting = actorOf(ctx).places.find((place) => place.programme_id === programme)?.setting_id
  if (setting === undefined) throw notFound()
  await ctx.audit({ deed: `workbench.${deed}`, setting, about: null, words })
}

export const sizeInWords = ({ rows, columns }: Sheet): string =>
  `${wordsOfCount(rows, 'row')} and ${wordsOfCount(columns.length, 'column')}`

const FULL = {
  'own-full': `You have ${wordsOfCount(MOST_OF_ONE_PERSON, 'set')} of data open already. Forget one of them first`,
  'all-full': `The workbench is full just now. Try again in ${MINUTES} minutes`,
} as const

/** Puts a sheet on a desk, or says why there is no room. */
export async function load(
  ctx: Ctx,
  programme: string,
  sheet: Sheet,
  more: { readonly codebook?: Codebook; readonly kept?: string; readonly how?: string } = {},
): Promise<Desk | { readonly full: string }> {
  const { codebook, kept, how = 'Loaded data onto the workbench' } = more
  const book = codebook ?? guessCodebook(seenIn(sheet), sheet.rows)
  const desk = openDesk(whoseOf(ctx, programme), sheet, book, ctx.now, {
    confirmed: codebook !== undefined,
    ...(kept === undefined ? {} : { kept }),
  })
  if (typeof desk === 'string') return { full: FULL[desk] }
  await note(ctx, programme, 'loaded', `${how}: ${sizeInWords(sheet)}`)
  return desk
}

export async function loadExampleDesk(
  ctx: Ctx,
  programme: string,
  example: Example,
): Promise<Desk | { readonly full: string }> {
  const { sheet, codebook } = await loadExample(example)
  return load(ctx, programme, sheet, { codebook, how: `Opened the example “${EXAMPLE_NAMES[example]}”` })
}

export async function forgetDesk(ctx: Ctx, desk: Desk): Promise<void> {
  await note(ctx, desk.programme, 'forgot', `Took data off the workbench: ${sizeInWords(desk.sheet)}`)
  forget(desk)
}

/** Keeps a codebook with the desk, or says what in it cannot be worked with. */
export function decide(desk: Desk, book: Codebook): readonly BookMistake[] {
  const wrong = mistakesIn(book, seenIn(desk.sheet))
  if (wrong.length > 0) return wrong
  desk.codebook = book
  desk.confirmed = true
  return []
}

/** Lays a codebook from a file over the desk's own; a sentence when that cannot be. */
export function takeCodebook(desk: Desk, json: string): { readonly known: number } | { readonly wrong: string } {
  const read = bookFrom(json, desk.codebook)
  if (!read)
    return { wrong: 'This file is no codebook of the workbench, nor a Table Schema. Choose the one you downloaded' }
  if (read.known === 0) return { wrong: 'This codebook names none of the columns of your data' }
  const [first] = decide(desk, read.book)
  return first ? { wrong: first.words } : { known: read.known }
}

export const columnsKnown = (known: number): string =>
  `The codebook is taken over for ${number(known)} ${known === 1 ? 'column' : 'columns'}`
