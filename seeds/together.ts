// People of Larchmead working together, done by the services themselves so that it is what a real school's would be:
// what they say to one another, who holds a chapter, and what a head nearby said as their critical friend.
import type { Actor, RoleName } from '../src/kernel/access.ts'
import type { Ctx } from '../src/kernel/context.ts'
import { transaction } from '../src/kernel/db.ts'
import type { Engine } from '../src/kernel/engine.ts'
import type { Secrets } from '../src/kernel/secrets.ts'
import { loadHere } from '../src/modules/toolkit/cycles/service.ts'
import { principleByKey } from '../src/modules/toolkit/edition.ts'
import {
  agreeToReading,
  answerAsk,
  answerReading,
  askToRead,
  keepInRecord,
  loadOwnCopy,
  loadReading,
} from '../src/modules/toolkit/readings/service.ts'
import { giveSection } from '../src/modules/toolkit/sections/service.ts'
import { onTeam } from '../src/modules/toolkit/standing/rules.ts'
import { addComment, loadThing } from '../src/modules/toolkit/talk/service.ts'
import { cast, larchmead, programme, type CastMember, type CastName } from './cast.ts'
import { calendarFrom } from './calendar.ts'

export type Together = { secrets: Secrets; now: Date }

const { setting } = larchmead
const nothing = (): Promise<void> => Promise.resolve()

function actorFor({ person, name, email, places }: CastMember): Actor {
  const place = (role: RoleName, at: string) => ({
    ...{ setting_id: at, setting_name: '', kind: 'school', role, programme_id: null, trust_id: null, theme: null },
  })
  return {
    ...{ person_id: person, name, email, session_id: '', strong: true, has_second_factor: true, founder: false },
    places: places.map((one) => place(one.role, one.setting)) as Actor['places'],
  }
}

type Unheard = Pick<Ctx, 'audit' | 'tell' | 'post' | 'homeParts' | 'switches'>
const unheard: Unheard = {
  ...{ audit: nothing, tell: nothing, post: nothing, homeParts: () => Promise.resolve({}), switches: [] },
}

type Moment = { engine: Engine; who: CastName; now: Date; together: Together; post?: Ctx['post'] }

/** As someone at a moment, in the web’s own role and their own reach: nothing is told, posted or written in the audit. */
function as<T>({ engine, who, now, together, post = nothing }: Moment, deed: (ctx: Ctx) => Promise<T>): Promise<T> {
  const { person, places } = cast[who]
  const reach = { settings: places.map((place) => place.setting), programmes: [], person }
  const { secrets } = together
  return transaction(engine, { reach }, (tx) => {
    const about = { now, secrets, publicUrl: 'http://localhost', demo: true, signInProviders: [] }
    return deed({ tx, actor: actorFor(cast[who]), ...about, ...unheard, post })
  })
}

type Said = { who: CastName; daysAgo: number; about: string; thing: string; words: string; asks?: readonly CastName[] }

const SAID: readonly Said[] = [
  {
    who: 'dee',
    daysAgo: 9,
    about: 'principle',
    thing: 'student_voice',
    words:
      'The council’s letter about the garden was read out at governors. Could we say in the Record what came of it?',
  },
  {
    who: 'amina',
    daysAgo: 8,
    about: 'principle',
    thing: 'student_voice',
    words: '@Joan Whitlock you were there when they wrote it. Would you add it as evidence?',
  },
  {
    who: 'tom',
    daysAgo: 5,
    about: 'principle',
    thing: 'parents_carers',
    words: 'Coffee mornings are full now. Which families do we reach least, and what time would suit them?',
    asks: ['ruth', 'sam'],
  },
]

/** Written one by one. */
export async function writeTogether(engine: Engine, together: Together): Promise<void> {
  const calendar = calendarFrom(together.now)
  for (const { who, daysAgo, about, thing: key, words, asks = [] } of SAID)
    await as({ engine, who, now: calendar.at(daysAgo, 160), together }, async (ctx) => {
      const people = asks.map((name) => cast[name].person)
      await addComment(ctx, await loadThing(ctx, { setting, about, thing: key }), { words, people })
    })
  await as({ engine, who: 'amina', now: calendar.at(8, 170), together }, giveToJoan)
  await askHelen(engine, together)
  await askReviewers(engine, together)
}

async function giveToJoan(ctx: Ctx): Promise<void> {
  const here = await loadHere(ctx, { setting })
  const member = onTeam(here.standing, cast.joan.person)
  const principle = principleByKey(here.edition, 'student_voice')
  if (!member || !principle) throw new Error('Larchmead has no such member or chapter')
  const by_on = calendarFrom(ctx.now).day(-19)
  await giveSection(ctx, here, principle, { holders: [member.id], by_on, version: 0 })
}

type Ask = Parameters<typeof askToRead>[2]

const BLANK: Omit<Ask, 'principle' | 'asks' | 'wished_on'> = {
  friend: null,
  email: '',
  programme: null,
  question: null,
}

async function ask(ctx: Ctx, asking: Ask): Promise<string> {
  const done = await askToRead(ctx, await loadHere(ctx, { setting }), asking)
  if ('mistakes' in done) throw new Error(`Larchmead could not ask: ${Object.values(done.mistakes).join(', ')}`)
  return done.id
}

async function agree(ctx: Ctx, id: string): Promise<void> {
  const reading = await loadReading(ctx, { setting, reading: id })
  if ((await agreeToReading(ctx, reading, reading.version)) !== 'agreed') throw new Error('The head could not agree')
}

/** Asked three weeks ago, read and answered a week later, and put in the Record. */
async function askHelen(engine: Engine, together: Together): Promise<void> {
  const calendar = calendarFrom(together.now)
  const at = (who: CastName, daysAgo: number, minutes: number): Moment => ({
    ...{ engine, who, now: calendar.at(daysAgo, minutes), together },
  })
  const asking: Ask = {
    ...BLANK,
    ...{ principle: 'parents_carers', asks: 'friend', wished_on: calendar.day(6) },
    ...{ friend: 'Helen Price, Alderbourne Primary School', email: cast.helen.email },
    question: 'Whom do you think our coffee mornings do not reach yet?',
  }
  const id = await as(at('amina', 22, 30), (ctx) => ask(ctx, asking))
  let letter = ''
  const post = (one: { words: string }): Promise<void> => {
    letter = one.words
    return nothing()
  }
  await as({ ...at('ruth', 21, 60), post }, (ctx) => agree(ctx, id))
  const token = /ask=([\w%-]+)/.exec(letter)?.[1]
  if (token === undefined) throw new Error('No link was written to the critical friend')
  await as(at('helen', 17, 120), (ctx) => answerAsk(ctx, decodeURIComponent(token), 'take'))
  await as(at('helen', 14, 140), async (ctx) =>
    answerReading(ctx, await loadOwnCopy(ctx, { reading: id }), {
      strong: 'Parents are greeted by name, and your letters say what you heard and what you did. We will borrow that.',
      wondered:
        'Who comes when the morning is at nine? I wondered about those who are at work or asleep after a night.',
      next_step: 'Hold one after five, with the nursery open, and ask those who come what they would call it.',
    }),
  )
  await as(at('amina', 13, 20), async (ctx) => {
    const reading = await loadReading(ctx, { setting, reading: id })
    await keepInRecord(ctx, reading, reading.version)
  })
}

/** Still open: the programme’s reviewers have it on their list. */
async function askReviewers(engine: Engine, together: Together): Promise<void> {
  const calendar = calendarFrom(together.now)
  const asking: Ask = {
    ...BLANK,
    ...{ principle: 'student_voice', asks: 'programme', programme: programme.id, wished_on: calendar.day(-12) },
    question: 'Is it plain from this what came of what was said?',
  }
  const id = await as({ engine, who: 'amina', now: calendar.at(3, 40), together }, (ctx) => ask(ctx, asking))
  await as({ engine, who: 'ruth', now: calendar.at(2, 90), together }, (ctx) => agree(ctx, id))
}
