// The moves bank of the county: what schools shared, done by the service itself; one that others adapted, and in the
// whole county one that was shared back with its credit.
import { transaction } from '../src/kernel/db.ts'
import type { Ctx } from '../src/kernel/context.ts'
import type { Engine } from '../src/kernel/engine.ts'
import { loadAction, loadPlanning } from '../src/modules/toolkit/actions/service.ts'
import { adaptMove, bankFor, loadMove } from '../src/modules/toolkit/moves/bank.ts'
import type { NewMove } from '../src/modules/toolkit/moves/forms.ts'
import { loadSharing, shareMove } from '../src/modules/toolkit/moves/service.ts'
import { keepReview } from '../src/modules/toolkit/reviews/service.ts'
import { alderbourne, cast, larchmead, programme } from './cast.ts'
import { ctxAt, type Publisher, type Publishing } from './publishing.ts'
import type { Rows } from './rows.ts'
import { others, ofAlderbourne, ofLarchmead, type SeedMove } from './words/moves.ts'

const DAY = 86_400_000

type As = { engine: Engine; publisher: Publisher; publishing: Publishing }

/** In the web’s own role and the school’s own reach, so many days ago. */
function as<T>({ engine, publisher, publishing }: As, daysAgo: number, deed: (ctx: Ctx) => Promise<T>): Promise<T> {
  const { setting, head } = publisher
  const at = new Date(publishing.now.getTime() - daysAgo * DAY)
  const reach = { settings: [setting], programmes: [], person: head.person }
  return transaction(engine, { reach }, (tx) => deed(ctxAt(tx, publisher, publishing, at)))
}

function formOf(move: SeedMove, contact: string, more: Partial<NewMove> = {}): NewMove {
  const { ago: _, kind: __, weeks, cost, differently, read, ...words } = move
  return {
    ...words,
    weeks: weeks ?? null,
    cost_words: cost ?? null,
    differently: differently ?? null,
    may_adapt: read === true ? 'no' : 'yes',
    measure: '',
    programme: programme.id,
    action: '',
    contact,
    ...more,
  }
}

async function share(at: As, move: SeedMove, contact: string, more: Partial<NewMove> = {}): Promise<void> {
  await as(at, move.ago, async (ctx) => {
    const sharing = await loadSharing(ctx, at.publisher.setting, more.action)
    const done = await shareMove(ctx, sharing, formOf(move, contact, more))
    if ('mistakes' in done) throw new Error(`“${move.title}”: ${Object.values(done.mistakes).join(', ')}`)
  })
}

/** What a school made of a move that it found by its title: the action's id. */
function adapt(at: As, title: string, ours: { title: string; criterion: string }, daysAgo: number): Promise<string> {
  const { setting } = at.publisher
  return as(at, daysAgo, async (ctx) => {
    const asked = { principle: null, criterion: null, designation: null, effort: null, page: 1 }
    const found = (await bankFor(ctx, setting, { ...asked, words: title.toLowerCase().split(' ') })).moves
    const move = await loadMove(ctx, { setting, move: found.find((one) => one.title === title)!.id })
    const steps = ['Ask who would like to come', 'Choose a day and a path', 'Walk for four weeks, then ask how it was']
    const planning = await loadPlanning(ctx, { setting })
    const made = await adaptMove(ctx, planning, move, { ...ours, steps, intended_impact: null })
    if ('mistakes' in made) throw new Error(`“${title}” could not be adapted`)
    return made.id
  })
}

const WALKS = 'Worry walks'
const TRUSTED = 'trusted-adults'

export async function writeMoves(engine: Engine, rows: Rows, publishing: Publishing): Promise<void> {
  const at = (setting: string, head: Publisher['head']): As => ({ engine, publisher: { setting, head }, publishing })
  const ruth = at(larchmead.setting, cast.ruth)
  const helen = at(alderbourne.setting, cast.helen)
  for (const move of ofLarchmead) await share(ruth, move, cast.amina.person)
  for (const move of ofAlderbourne) await share(helen, move, cast.marcus.person)
  await adapt(helen, WALKS, { title: 'Harbour walks', criterion: TRUSTED }, 12)
  await writeOthers(rows, at)
}

/** Of each kind of setting that shares moves, as many as there are words for; and some that adapt. */
async function writeOthers(rows: Rows, at: (setting: string, head: Publisher['head']) => As): Promise<void> {
  const named = [larchmead.setting, alderbourne.setting]
  const sharing = rows
    .of('settings.sharing')
    .filter((row) => row.flow === 'moves' && !named.includes(String(row.setting_id)))
    .map((row) => String(row.setting_id))
  const cycles = rows.of('toolkit.cycles')
  const begun = new Set(cycles.map((row) => row.setting_id))
  const open = new Set(cycles.filter((row) => row.stage !== 'closed').map((row) => row.setting_id))
  const left = [...others]
  let adapted = 0
  for (const row of rows.of('settings.enrolments').filter((one) => sharing.includes(String(one.setting_id)))) {
    const setting = String(row.setting_id)
    const signed = rows
      .of('settings.agreements')
      .find((one) => one.setting_id === setting && one.programme_id === programme.id && one.signed_by)
    if (!signed || !begun.has(setting)) continue
    const publisher = at(setting, { person: String(signed.signed_by), name: String(signed.signed_name) })
    const next = left.findIndex((one) => one.kind === row.designation)
    const [move] = next === -1 ? [] : left.splice(next, 1)
    if (move) await share(publisher, move, String(signed.signed_by))
    if (row.designation === 'primary' && open.has(setting) && adapted < 3) {
      adapted += 1
      const action = await adapt(publisher, WALKS, { title: 'Walk and talk', criterion: TRUSTED }, 30)
      if (adapted === 1) await shareBack(publisher, action)
    }
  }
}

async function shareBack(at: As, action: string): Promise<void> {
  const { setting, head } = at.publisher
  const words = {
    ago: 3,
    title: 'Walk and talk, with a dog',
    place: TRUSTED,
    done_words:
      'We kept the walk and the one adult, and added the caretaker’s dog on Fridays. Two children at a time, a quarter of an hour, round the field.',
    for_words: 'Years 3 to 6, whoever puts their name on the board',
    effort: 'small',
    weeks: 6,
    changed_words:
      'Children who do not talk to us talk to the dog, and we listen. Mornings start calmer in two classes.',
    differently: 'Ask families about allergies before the first walk.',
  } as const
  await as(at, 5, async (ctx) => {
    const place = await loadAction(ctx, { setting, action })
    const review = { done_words: words.done_words, pupils_words: words.changed_words, next_words: null, version: 0 }
    await keepReview(ctx, place, { ...review, changed: 'some', next: 'embed' })
  })
  await share(at, words, head.person, { action })
}
