// The toolkit room.
import { makeModule } from '../../kernel/module.ts'
import { routes } from './routes.ts'

export const toolkit = makeModule({ name: 'toolkit', routes })
