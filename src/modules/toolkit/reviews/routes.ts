// Where reviews are: the list for the cycle, and one for each action.
import { may } from '../../../kernel/access.ts'
import { noMistakes } from '../../../kernel/form.ts'
import { again, get, goTo, post, type Route } from '../../../kernel/route.ts'
import { actionsOf, loadAction, loadOpenAction, loadPlanning } from '../actions/service.ts'
import { toolkitAt } from '../paths.ts'
import { reviewForm } from './forms.ts'
import { reviewPage, reviewsPage, typedFromReview } from './pages.ts'
import { keepReview, reviewPlaceOf, reviewsOf } from './service.ts'

const toolkit = '/settings/:setting/toolkit'

export const routes: readonly Route[] = [
  get(`${toolkit}/review`, {
    who: may('toolkit.see'),
    load: { planning: loadPlanning },
    async show(asked) {
      const { planning } = asked
      return reviewsPage({
        ...planning,
        actions: await actionsOf(asked, planning.cycle),
        reviews: await reviewsOf(asked, planning.cycle),
      })
    },
  }),
  get(`${toolkit}/actions/:action/review`, {
    who: may('toolkit.see'),
    load: { place: loadAction },
    async show(asked) {
      const place = await reviewPlaceOf(asked, asked.place)
      return reviewPage(place, typedFromReview(place.review), noMistakes)
    },
  }),
  post(`${toolkit}/actions/:action/review`, {
    who: may('toolkit.plan'),
    load: { place: loadOpenAction },
    form: reviewForm,
    async act(asked) {
      const { place, form } = asked
      if (await keepReview(asked, place, form))
        return goTo(`${toolkitAt(place.action.setting_id)}/review`, `Review of “${place.action.title}” kept`)
      return again({ version: 'Someone reviewed this action while you were writing' }, { status: 409 })
    },
    async again(asked) {
      return reviewPage(
        await reviewPlaceOf(asked, await loadOpenAction(asked, asked.params)),
        asked.typed,
        asked.mistakes,
      )
    },
  }),
]
