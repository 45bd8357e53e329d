import { expect, test } from 'vitest'
import { inlineCalls } from '../build/inline-calls.ts'

const run = async (code: string) => (await import(`data:text/javascript,${encodeURIComponent(code)}`)).default
const plain = (code: string) => inlineCalls(code).replaceAll('$', '')

test('a function that is called where it stands takes the constants that it is given, and becomes what it answers', () => {
  expect(plain('const a=f();g((e=>e+1)(a))')).toBe('const 0=f();g((0+1))')
  expect(plain('const a=f();g((({b:e,c:t})=>e+t)({b:a,c:2}))')).toBe('const 0=f();g((0+2))')
  expect(plain('const a=f();g((e=>{for(;;)if(e)return})(a))')).toBe('const 0=f();g((()=>{for(;;)if(0)return})())')
  expect(plain('const a=f();g((async(e,t)=>{await e(t)})(a,h()))')).toBe('const 0=f();g((async(2)=>{await 0(2)})(h()))')
})

test('what may change or do something, and what has a place of its own, stays', () => {
  expect(plain('let a=f();a=2;g((e=>()=>e)(a))')).toBe('let 0=f();0=2;g((1=>()=>1)(0))')
  expect(plain('g((e=>[e,e])(f()))')).toBe('g((0=>[0,0])(f()))')
  expect(plain('const a=f();g((e=>{e+=1;return e})(a))')).toBe('const 0=f();g((1=>{1+=1;return 1})(0))')
})

test('nothing means another afterwards', async () => {
  const code = `
    const one=1,add=(e=>t=>e+t)(one);
    let changing=1;const kept=(e=>()=>e)(changing);changing=2;
    const own=(e=>{e+=one;return e})(one),given=((e,t=e)=>e+t)(one);
    const called=[];const each=((e,t)=>t+e)(called.push('first'),called.push('second'));
    const hidden=(e=>(one=>e+one)(5))(one);
    const part=(({e,...t})=>t)({e:one,f:2}),twice=(e=>[e,e])({});
    const rest=((...e)=>e.length)(one,2),none=((e,t)=>t)(one);
    const loop=[];for(let i=0;i<2;i++)loop.push((e=>()=>e)(i));for(const i of [3])loop.push((e=>()=>e)(i));
    const late=await(async e=>{await 0;return e})(one);
    export default[add(2),kept(),own,given,each,called,hidden,part,twice[0]===twice[1],rest,none,loop.map(e=>e()),late]`
  const expected = [3, 1, 2, 2, 3, ['first', 'second'], 6, { f: 2 }, true, 2, undefined, [0, 1, 3], 1]
  expect(await run(code)).toEqual(expected)
  expect(await run(inlineCalls(code))).toEqual(expected)
})
