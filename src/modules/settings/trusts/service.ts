// The trust's own office: it offers its schools an agreement. Each head reads it, signs it or declines.
import { acrossTenants, actorOf, today, type Ctx } from '../../../kernel/context.ts'
import { MOST_SETTINGS, nowhere } from '../../../kernel/db.ts'
import { notFound } from '../../../kernel/problem.ts'
import { dateInWords } from '../../../view/words.ts'
import { BASES, TRUST_PURPOSES, type Basis } from '../enrolments/rules.ts'
import * as store from './store.ts'

export type TrustOffice = { trust_id: string; name: string; setting_id: string }

/** The trust whose office `:setting` is. */
export async function loadTrustOffice(ctx: Ctx, params: Readonly<Record<string, string>>): Promise<TrustOffice> {
  const office = params.setting!
  const row = await ctx.tx.maybe(store.trustOfOffice, { office })
  if (!row || !ctx.tx.reach.trusts?.includes(row.trust_id)) throw notFound()
  return { ...row, setting_id: office }
}

/** The trust's schools that are on Wholeschool, in whichever programme. */
export async function schoolsOfTrust(ctx: Ctx, trust: string): Promise<string[]> {
  const rows = await ctx.tx.as('clerk', nowhere, () =>
    ctx.tx.many(store.schoolsOfTrust, { trust, most: MOST_SETTINGS }),
  )
  return rows.map((row) => row.setting_id)
}

const RENEWAL_DAYS = 90

/** Offers one agreement to every school that has none; gives how many that were. */
export async function offerToSchools(
  ctx: Ctx,
  office: TrustOffice,
  terms: { basis: Basis; ends_on: string },
): Promise<number> {
  const settings = await schoolsOfTrust(ctx, office.trust_id)
  if (settings.length === 0) return 0
  const { name } = actorOf(ctx)
  return acrossTenants(ctx, `${office.name} offered its schools an agreement`, settings, async () => {
    const offered = await ctx.tx.many(store.offerToSchools, {
      settings,
      trust: office.trust_id,
      purposes: Object.values(TRUST_PURPOSES),
      lawful_basis: BASES[terms.basis].words,
      starts_on: today(ctx),
      ends_on: terms.ends_on,
      renew_before: today({ now: new Date(ctx.now.getTime() + RENEWAL_DAYS * 86_400_000) }),
      offered_by: name,
      at: ctx.now,
    })
    const words = `${office.name} offered an agreement until ${dateInWords(terms.ends_on)}`
    for (const { setting_id: setting, id } of offered)
      await ctx.audit({ deed: 'settings.agreement-offered', setting, about: id, words })
    return offered.length
  })
}
