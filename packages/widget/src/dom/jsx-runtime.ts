import { append, createElement } from './element.ts'
import type { Child, Elements } from './jsx.ts'

/** What the compiler calls for JSX. A component is a function that runs once and returns what to show. */
export function jsx<P extends { children?: Child }>(tag: string | ((properties: P) => Child), properties: P): Child {
  if (typeof tag === 'function') return tag(properties)
  const { children, ...attributes } = properties
  const element = createElement(tag, attributes)
  append(element, children)
  return element
}

export { jsx as jsxs }

/** Groups children without an element around them. */
export const Fragment = ({ children }: { children?: Child }): Child => children

export declare namespace JSX {
  type Element = Child
  interface ElementChildrenAttribute {
    children: unknown
  }
  type IntrinsicElements = Elements
}
