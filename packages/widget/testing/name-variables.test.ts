import { expect, test } from 'vitest'
import { nameVariables } from '../build/name-variables.ts'

const run = async (code: string) => (await import(`data:text/javascript,${encodeURIComponent(code)}`)).default

test('a variable that is taken from a short property, or put into one, is called as it is', () => {
  expect(nameVariables('f(({b:e,name:t})=>({b:e,c:t}))')).toBe('f(({b,name:c})=>({b,c}))')
  expect(nameVariables('f(({b:e=1})=>e)')).toBe('f(({b=1})=>b)')
  expect(nameVariables('f(({b})=>({a:b}),({a:e})=>e.a)')).toBe('f(({b})=>({a:b}),({a})=>a.a)')
})

test('properties, methods and what is exported keep their names', () => {
  const code = 'class A{b=1;c(){return this.b}get d(){return A.d}}let x={A:A,a(){},[A]:1};export{x as made}'
  expect(nameVariables(code)).toMatch(
    /^class A\{b=1;c\(\)\{return this\.b\}get d\(\)\{return A\.d\}\}let (\w)=\{A,a\(\)\{\},\[A\]:1\};export\{\1 as made\}$/,
  )
})

test('nothing hides what is used within its scope', async () => {
  const code = `
    const b=1,c=({b:x})=>x+b,d=({e:x})=>y=>(({e:z})=>[x,z,y,b])({e:4});
    function f(...[g,{h:i=b,...j}]){let k=[];for(const[l,m]of Object.entries(j))k.push(l+m+i);try{throw k}catch(n){return n.concat(g,i)}}
    const o=function p(q){return q?q+p(q-1):b};
    function x(x,y){return x+y}
    class R{static s=b;t(u){return u+R.s}}
    const y=class z{u=()=>z.s;static s=3},A=function(){return()=>arguments.length};
    let v=0;for(v=0;v<3;v++);switch(v){case 3:{let w=b;v+=w}}
    export default[c({b:2}),d({e:3})(5),f(6,{h:7,i:8,j:9}),f(1,{a:2}),o(4),new R().t(1),v,x(1,2),new y().u(),A(1,2)()]`
  expect(await run(code)).toEqual([3, [3, 4, 5, 1], ['i87', 'j97', 6, 7], ['a21', 1, 1], 11, 2, 4, 3, 3, 2])
  expect(await run(nameVariables(code))).toEqual(await run(code))
})
