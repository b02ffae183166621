// Where two days or two cycles are compared.
import { may } from '../../../kernel/access.ts'
import { get, type Route } from '../../../kernel/route.ts'
import { comparisonPage } from './pages.ts'
import { comparisonOf } from './service.ts'

export const routes: readonly Route[] = [
  get('/settings/:setting/toolkit/comparison', {
    who: may('toolkit.see'),
    show: async (asked) => {
      const setting = asked.params.setting!
      return comparisonPage(setting, await comparisonOf(asked, setting, asked.query))
    },
  }),
]
