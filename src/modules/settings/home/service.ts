// Someone's home: what every room says about each of their places.
import { ROLES, type Actor } from '../../../kernel/access.ts'
import { actorOf, placeIn, type Ctx } from '../../../kernel/context.ts'
import { arranged, type PlaceHome } from './rules.ts'

export async function homeAt(ctx: Ctx, actor: Actor, setting: string): Promise<PlaceHome> {
  const places = placeIn(actor, setting)
  const [place] = places
  if (!place) throw new Error('A home was asked for a place that the person does not have')
  const part = await ctx.homeParts(actor, place)
  return {
    setting_id: setting,
    setting_name: place.setting_name,
    roles: places.map((one) => ROLES[one.role]),
    ...arranged(part),
  }
}

/** One home for each place of the person acting, in the order of the places' names. */
export async function homesOf(ctx: Ctx): Promise<PlaceHome[]> {
  const actor = actorOf(ctx)
  const homes: PlaceHome[] = []
  for (const setting of new Set(actor.places.map((place) => place.setting_id)))
    homes.push(await homeAt(ctx, actor, setting))
  return homes
}
