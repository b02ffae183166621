// The little of Nunjucks that bench/page.ts uses: the package brings no types.
declare module 'nunjucks' {
  export class FileSystemLoader {
    constructor(folders: readonly string[])
  }
  export class Template {
    render(context: object): string
  }
  export class Environment {
    constructor(loaders: readonly FileSystemLoader[], options: { autoescape: boolean })
    getTemplate(name: string, eagerCompile: boolean): Template
  }
  const nunjucks: { FileSystemLoader: typeof FileSystemLoader; Environment: typeof Environment }
  export default nunjucks
}
