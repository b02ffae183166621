// What the moves bank adds to an action's own page and to the page on which one is planned.
import { actorOf, placeIn, type Ctx } from '../../../kernel/context.ts'
import { html, nothing, type Html } from '../../../view/html.ts'
import type { ActionPlace, Planning, Purpose } from '../actions/service.ts'
import { newMoveAt } from '../paths.ts'
import { leadsHere } from '../roles.ts'
import { ideasFor } from './bank.ts'
import { creditPiece, fromOthers } from './pieces.ts'
import { adaptationOfAction } from './store.ts'

export async function besidePlanning(ctx: Ctx, planning: Planning, purpose: Purpose): Promise<Html> {
  const setting = planning.cycle.setting_id
  return fromOthers(setting, await ideasFor(ctx, setting, purpose), purpose.principle.key)
}

/** Whose move it was; and for those who lead, once it is reviewed, the way to share it. */
export async function besideAction(ctx: Ctx, { action }: ActionPlace): Promise<Html> {
  const { setting_id: setting, id } = action
  const adapted = await ctx.tx.maybe(adaptationOfAction, { setting, action: id })
  const leads = leadsHere(placeIn(actorOf(ctx), setting).map((place) => place.role))
  const share =
    leads && action.next !== null
      ? html`<p class="govuk-body ws-screen-only"><a class="govuk-link" href="${newMoveAt(setting, id)}">${adapted ? 'Share your version back' : 'Share this with other schools'}</a></p>`
      : nothing
  return html`${creditPiece(setting, adapted)}${share}`
}
