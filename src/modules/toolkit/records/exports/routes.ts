// Where a Record is taken away as a file. It is a post: a file that leaves is written in the audit.
import { may } from '../../../../kernel/access.ts'
import { again, get, post, type Route } from '../../../../kernel/route.ts'
import { exportForm } from './forms.ts'
import { exportsPage } from './pages.ts'
import { offeredIn, takeRecord } from './service.ts'

const AT = '/settings/:setting/toolkit/record/exports'

export const routes: readonly Route[] = [
  get(AT, {
    who: may('toolkit.export'),
    show: async (asked) => {
      const setting = asked.params.setting!
      return exportsPage({ setting, offered: await offeredIn(asked, setting) })
    },
  }),
  post(AT, {
    who: may('toolkit.export'),
    form: exportForm,
    act: async (asked) =>
      (await takeRecord(asked, asked.params.setting!, asked.form)) ??
      again({ copy: 'Choose which Record you want from the list' }),
    again: async (asked) => {
      const setting = asked.params.setting!
      const { mistakes, typed } = asked
      return exportsPage({ setting, offered: await offeredIn(asked, setting), mistakes, typed })
    },
  }),
]
