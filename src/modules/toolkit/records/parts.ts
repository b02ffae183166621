// What the Record gives to the Toolkit's module.
import type { Actor, Place } from '../../../kernel/access.ts'
import type { Ctx } from '../../../kernel/context.ts'
import type { HomePart, NavigationItem } from '../../../kernel/module.ts'
import { whileEnrolled } from '../../../kernel/retire.ts'
import { dateInWords } from '../../../view/words.ts'
import { whenSharingChanges, type NounParts } from '../parts.ts'
import { programmeRecordsAt, versionAt } from '../paths.ts'
import { exporters, recordReaders } from '../roles.ts'
import { READING_MINUTES } from './pages.ts'
import { newestToShare, sharedWith, withdrawUnshared } from './service.ts'
import * as store from './store.ts'

const ORDER = 50
const NEEDS_SHOWN = 3
const SHARING_MINUTES = 5

export function navigation(actor: Actor, place: Place): readonly NavigationItem[] {
  const { programme_id: programme } = place
  const reads = actor.places.some((one) => one.programme_id === programme && recordReaders.includes(one.role))
  return programme !== null && reads ? [{ text: 'Records', href: programmeRecordsAt(programme) }] : []
}

/** A reviewer's list: the newest Records shared. */
async function reviewerHome(ctx: Ctx, programme: string): Promise<HomePart> {
  const { rows } = await sharedWith(ctx, programme, { q: null, page: 1 })
  const needs = rows.slice(0, NEEDS_SHOWN).map((row) => ({
    href: `${programmeRecordsAt(programme)}/${row.record_id}`,
    title: `Read the Record of ${row.setting_name}`,
    hint: `Version ${row.cycle_number}.${row.record_number}, shared on ${dateInWords(row.shared_at)}`,
    minutes: READING_MINUTES,
    order: ORDER,
  }))
  return { needs }
}

/** A head is offered the newest kept version, when a programme reads and has not been given it. */
async function headHome(ctx: Ctx, setting: string): Promise<HomePart> {
  const offer = await newestToShare(ctx, setting)
  if (!offer) return {}
  const { record, programme } = offer
  return {
    needs: [
      {
        href: `${versionAt(setting, record.id)}#readers`,
        title: `Share the Record with ${programme}, if you wish`,
        hint: `Version ${record.cycle_number}.${record.number}, kept because: ${record.why}`,
        minutes: SHARING_MINUTES,
        order: ORDER,
      },
    ],
  }
}

export const parts: NounParts = {
  verbs: { 'toolkit.export': { words: 'Take the Record away as a file', roles: exporters } },
  tells: { 'toolkit.record-shared': 'A head shared a kept version of the Record with a programme.' },
  tables: {
    'toolkit.records': {
      purpose: 'Versions of the Record, as they stood when they were kept',
      whose: 'staff on the resilience team, by name',
      keep: 'six years after the cycle ends or the setting left, as the school’s own account of its work',
      retire: [
        { after: { years: 6 }, from: 'review_closed_at', of: 'toolkit.cycles', by: { cycle_id: 'id' } },
        whileEnrolled,
      ],
    },
    'toolkit.shared_records': {
      purpose: 'The versions of the Record that a head lets a programme’s reviewers read',
      whose: 'staff on the resilience team, by name',
      keep: 'until the head takes it back, sharing is switched off, the agreement ends or the Record itself goes',
      retire: [
        { elsewhere: 'taking it back removes the copy, and so do the end of sharing and of the agreement' },
        { with: 'toolkit.records', by: { record_id: 'id' } },
      ],
    },
  },
  hears: whenSharingChanges(withdrawUnshared, ['agreement-signed', 'sharing-stopped']),
  examples: {
    record: async (tx, { setting }) => (await tx.maybe(store.newestRecord, { setting }))?.id,
    shared: async (tx, { programme }) => (await tx.maybe(store.oneShareOfProgramme, { programme }))?.record_id,
  },
  home: async ({ ctx, place, roles }) => {
    const { programme_id: programme, setting_id: setting } = place
    if (programme !== null && ctx.tx.reach.programmes.includes(programme) && roles.includes('assessor'))
      return reviewerHome(ctx, programme)
    return place.kind === 'school' && roles.includes('head') ? headHome(ctx, setting) : {}
  },
}
