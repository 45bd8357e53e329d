import { append, createElement } from './element.ts'
import type { Child, Elements } from './jsx.ts'

/**
 * What JSX becomes: an element, or what a component returns, which is a function that runs once. The build has every file with JSX import it,
 * and puts the children behind the properties: that is shorter than what compilers make of JSX by default.
 */
export function h<P extends object>(tag: string | ((properties: P) => Child), properties: P | null, ...children: Child[]): Child {
  if (typeof tag === 'function') return tag(children.length ? { ...(properties as P), children } : (properties ?? ({} as P)))
  const element = createElement(tag, { ...properties })
  append(element, children)
  return element
}

/** Groups children without an element around them. */
export const Fragment = ({ children }: { children?: Child }): Child => children

export declare namespace JSX {
  type Element = Child
  interface ElementChildrenAttribute {
    children: unknown
  }
  type IntrinsicElements = Elements
}
