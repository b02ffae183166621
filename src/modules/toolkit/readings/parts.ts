// What readings by people outside give to the Toolkit's module: tables, refusals, the daily round, and what heads, leads
// and readers find on their home page.
import { today } from '../../../kernel/context.ts'
import type { Change, HomePart, Need } from '../../../kernel/module.ts'
import { whileEnrolled } from '../../../kernel/retire.ts'
import { dateInWords } from '../../../view/words.ts'
import { principleByKey } from '../edition.ts'
import { whenSharingChanges, type HomeAsked, type NounParts } from '../parts.ts'
import { ownReadingAt, programmeReadingAt, criticalReadingAt } from '../paths.ts'
import { leadsHere, recordReaders } from '../roles.ts'
import { stateOf } from './rules.ts'
import { copiesFor, copiesOf, readingsOf, tendReadings, withdrawUnshared } from './service.ts'
import * as store from './store.ts'
import type { CopyRow } from './store.ts'

const READ_MINUTES = 20
const AGREE_MINUTES = 5
const RECENT_DAYS = 21
const MOST_SHOWN = 3

function readerNeeds(copies: readonly CopyRow[], hrefOf: (id: string) => string): Need[] {
  return copies
    .filter((copy) => copy.answered_at === null)
    .slice(0, MOST_SHOWN)
    .map((copy) => ({
      href: hrefOf(copy.reading_id),
      title: `Read ${copy.principle_name} for ${copy.setting_name}`,
      hint: `${copy.asked_name} hopes for your answer by ${dateInWords(copy.wished_on)}.`,
      minutes: READ_MINUTES,
      order: 28,
    }))
}

/** Once for each person, under the first of their places; for a programme's reviewers, at its office. */
async function asReader({ ctx, actor, place, roles }: HomeAsked): Promise<Need[]> {
  const { programme_id: programme, setting_id: setting } = place
  const own =
    actor.places[0]?.setting_id === setting
      ? readerNeeds(await copiesOf(ctx, actor.person_id), (id) => ownReadingAt(id))
      : []
  const reviews =
    programme !== null &&
    ctx.tx.reach.programmes.includes(programme) &&
    roles.some((role) => recordReaders.includes(role))
  if (!reviews) return own
  return [...own, ...readerNeeds(await copiesFor(ctx, programme), (id) => programmeReadingAt(programme, id))]
}

async function asSchool({ ctx, roles, standing, edition }: HomeAsked): Promise<HomePart> {
  if (!standing || !edition) return {}
  const head = roles.includes('head')
  if (!head && !leadsHere(roles)) return {}
  const setting = standing.cycle.setting_id
  const readings = await readingsOf(ctx, setting)
  const day = today(ctx)
  const needs = readings
    .filter((one) => head && stateOf(one, day) === 'for-head')
    .map((one) => ({
      href: `${criticalReadingAt(setting, one.id)}#agreement`,
      title: `Decide whether ${one.asked_of} may read ${principleByKey(edition, one.principle_key)?.name ?? 'a chapter'}`,
      hint: `${one.asked_name} asks. Nothing is shown before you agree.`,
      minutes: AGREE_MINUTES,
      order: 18,
    }))
  const since = ctx.now.getTime() - RECENT_DAYS * 86_400_000
  const changes = readings.flatMap((one): Change[] =>
    one.answered_at !== null && one.answered_at.getTime() > since
      ? [
          {
            words: `${one.reader_name} answered as a critical friend`,
            href: criticalReadingAt(setting, one.id),
            at: one.answered_at,
          },
        ]
      : [],
  )
  return { needs, changes }
}

export const parts: NounParts = {
  tables: {
    'toolkit.readings': {
      purpose: 'Asks to people outside to read one chapter, with the chapter as it stood, and what they answered.',
      whose: 'Staff named in the chapter, whoever asked and agreed, and the reader; an address only until they answer.',
      keep: 'As long as the setting is enrolled, then 6 years.',
      retire: whileEnrolled,
    },
    'toolkit.reading_copies': {
      purpose: 'The one chapter that a reader outside holds.',
      whose: 'Staff named in the chapter, and the reader.',
      keep: 'Until it is taken back, sharing with the programme ends, the ask runs out or the ask itself goes.',
      retire: [
        { elsewhere: 'taking it back removes the copy, and so do the end of sharing and the daily round' },
        { with: 'toolkit.readings', by: { reading_id: 'id' } },
      ],
    },
  },
  problems: {
    'toolkit.reading-over': {
      kind: 'gone',
      title: 'This is no longer open',
      words:
        'The school has taken it back, it has run out, or someone has answered already. Nothing was sent. Thank you for looking.',
    },
  },
  hears: whenSharingChanges(withdrawUnshared, ['agreement-signed', 'sharing-stopped']),
  jobs: [{ name: 'toolkit-tend-readings', cron: '50 6 * * 1-5', run: (ctx) => tendReadings(ctx) }],
  examples: {
    reading: async (tx, { setting }) => (await tx.maybe(store.anyReading, { setting }))?.id,
    asked: async (tx, { programme }) => (await tx.maybe(store.anyCopyOfProgramme, { programme }))?.reading_id,
  },
  home: async (asked) => {
    const school = await asSchool(asked)
    return { ...school, needs: [...(await asReader(asked)), ...(school.needs ?? [])] }
  },
}
