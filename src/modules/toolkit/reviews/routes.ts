// Where reviews are: the list for the cycle, and one for each action.
import { may } from '../../../kernel/access.ts'
import { noMistakes } from '../../../kernel/form.ts'
import { begun } from '../../../kernel/merge.ts'
import { get, goTo, type Route } from '../../../kernel/route.ts'
import { actionsOf, loadAction, loadOpenAction, loadPlanning } from '../actions/service.ts'
import { nothing } from '../../../view/html.ts'
import { reviewAt, toolkitAt } from '../paths.ts'
import { postEditing, presenceAbove } from '../presence/service.ts'
import { reviewForm } from './forms.ts'
import { reviewMergeFields, reviewPage, reviewsPage, standsOfReview } from './pages.ts'
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
      const { setting_id: setting, id } = place.action
      const [at, stands] = [reviewAt(setting, id), standsOfReview(place.review)]
      const beside = place.mayChange ? await presenceAbove(asked, setting, at, stands) : nothing
      return reviewPage(place, begun(asked, at, stands), noMistakes, beside)
    },
  }),
  postEditing(`${toolkit}/actions/:action/review`, {
    who: may('toolkit.plan'),
    load: { place: loadOpenAction },
    form: reviewForm,
    fields: ({ place }) => reviewMergeFields(place.edition),
    stands: async (asked) => standsOfReview((await reviewPlaceOf(asked, asked.place)).review),
    async save(asked) {
      const { place, form } = asked
      if (!(await keepReview(asked, place, form))) return 'overtaken'
      return goTo(`${toolkitAt(place.action.setting_id)}/review`, `Review of “${place.action.title}” kept`)
    },
    async draw(asked) {
      const place = await reviewPlaceOf(asked, await loadOpenAction(asked, asked.params))
      return reviewPage(place, asked.typed, asked.mistakes, asked.beside)
    },
    about: ({ place: { action } }) => ({
      caption: `Review of “${action.title}”`,
      back: { text: 'Back to all reviews', href: `${toolkitAt(action.setting_id)}/review` },
    }),
  }),
]
