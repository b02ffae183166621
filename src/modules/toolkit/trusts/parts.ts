// What the trust's view gives to the Toolkit's module.
import type { Actor, Place, RoleName } from '../../../kernel/access.ts'
import { today, type Ctx } from '../../../kernel/context.ts'
import { nowhere, type Tx } from '../../../kernel/db.ts'
import type { HomePart, NavigationItem } from '../../../kernel/module.ts'
import { trustOfOffice } from '../../settings/contract.ts'
import { STAGE_WORDS, termOf } from '../board/rules.ts'
import { whenSharingChanges, type NounParts } from '../parts.ts'
import { offerTrustAgreementAt, trustRecordAt, trustSchoolAt, trustSchoolsAt } from '../paths.ts'
import { READING_MINUTES } from '../records/pages.ts'
import { followTrustSharing } from './publishing.ts'
import { trustFinding } from './schools-page.ts'
import { trustSeen } from './service.ts'
import * as store from './store.ts'

export const trustReaders: readonly RoleName[] = ['trust_wellbeing_lead', 'trust_safeguarding_lead']

export function navigation(actor: Actor, place: Place): readonly NavigationItem[] {
  const reads = actor.places.some(
    (one) => one.setting_id === place.setting_id && one.kind === 'trust_office' && trustReaders.includes(one.role),
  )
  return reads ? [{ text: 'Schools', href: trustSchoolsAt(place.setting_id), order: 20 }] : []
}

const LATELY = 14 * 86_400_000
const ORDER = 50

/** The trust's home: Records newly shared to read, which schools moved, how many share. */
async function trustHome(ctx: Ctx, office: string, trust: string): Promise<HomePart> {
  const seen = await trustSeen(ctx, trust)
  const since = new Date(ctx.now.getTime() - LATELY)
  if (seen.rows.length === 0 && seen.records.length === 0)
    return {
      next: [
        { words: 'No school shares with your trust yet. Offer them an agreement', href: offerTrustAgreementAt(office) },
      ],
    }
  return {
    needs: seen.records
      .filter((one) => one.shared_at >= since)
      .slice(0, 3)
      .map((one) => ({
        href: trustRecordAt(office, one.setting_id, one.record_id),
        title: `Read the Record of ${one.setting_name}`,
        hint: `Its head shared version ${one.cycle_number}.${one.record_number} with your trust.`,
        minutes: READING_MINUTES,
        order: ORDER,
      })),
    changes: seen.rows
      .filter((one) => one.moved_at >= since)
      .map((one) => ({
        words: `${one.name}: ${STAGE_WORDS[one.stage].toLowerCase()}`,
        href: trustSchoolAt(office, one.setting_id),
        at: one.moved_at,
      })),
    next: [{ words: trustFinding(seen, termOf(today(ctx))), href: trustSchoolsAt(office) }],
  }
}

/** Found by the clerk: a proof's transaction reaches no trust. */
async function example(tx: Tx, setting: string) {
  const trust = await trustOfOffice(tx, setting)
  return trust && tx.as('clerk', nowhere, () => tx.maybe(store.aSharedRecord, { trust: trust.trust_id }))
}

export const parts: NounParts = {
  verbs: { 'toolkit.see-trust': { words: 'See what the schools of their trust share with it', roles: trustReaders } },
  problems: {
    'toolkit.trust-not-reading': {
      kind: 'conflict',
      title: 'Reading by your trust is not switched on',
      words: 'Nothing was shared. Your head can switch it on where you choose what you share.',
    },
  },
  tells: { 'toolkit.record-shared-with-trust': 'A head let their trust read a version of the Record' },
  tables: {
    'toolkit.trust_rows': {
      purpose: 'What a setting shares of its Toolkit with its trust: edition, stage, agreed levels, when it last moved',
      whose: 'none',
      keep: 'while the setting shares it, and not a day longer than its agreement',
      retire: { elsewhere: 'the deed that ends the sharing removes the row in the same transaction' },
    },
    'toolkit.trust_records': {
      purpose: 'The versions of the Record that a head lets the trust read',
      whose: 'staff on the resilience team, by name',
      keep: 'until the head takes it back, sharing is switched off, the agreement ends or the Record itself goes',
      retire: [
        { elsewhere: 'taking it back removes the copy, and so do the end of sharing and of the agreement' },
        { with: 'toolkit.records', by: { record_id: 'id' } },
      ],
    },
  },
  hears: whenSharingChanges(followTrustSharing, ['trust-sharing-started', 'trust-sharing-stopped']),
  examples: {
    school: async (tx, { setting }) => (await example(tx, setting))?.setting_id,
    trust_record: async (tx, { setting }) => (await example(tx, setting))?.record_id,
  },
  home: async ({ ctx, place, roles }) => {
    const { setting_id: office, kind, trust_id: trust } = place
    if (kind !== 'trust_office' || trust === null || !ctx.tx.reach.trusts?.includes(trust)) return {}
    return roles.some((role) => trustReaders.includes(role)) ? trustHome(ctx, office, trust) : {}
  },
}
