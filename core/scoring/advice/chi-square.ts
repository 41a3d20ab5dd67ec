/**
 * The chance that a χ² value of so many degrees of freedom is reached or passed: the regularised upper incomplete gamma
 * function Q(freedom/2, value/2), by its series below the hump and by its continued fraction above (Abramowitz and Stegun
 * 1964, 6.5.29 and 6.5.31). In doubles, for diagnostics.
 */
export function chiSquareTail(value: number, freedom: number): number {
  if (!(value > 0)) return 1;
  const [a, x] = [freedom / 2, value / 2];
  const front = Math.exp(a * Math.log(x) - x - logGammaOfHalves(a));
  return x < a + 1 ? 1 - front * series(a, x) : front * continuedFraction(a, x);
}

/** ln Γ(a) for a = ½, 1, 1½, 2 … by Γ(a+1) = a·Γ(a). */
function logGammaOfHalves(a: number): number {
  let sum = 0;
  let at = a;
  while (at > 1) {
    at -= 1;
    sum += Math.log(at);
  }
  return at === 1 ? sum : sum + Math.log(Math.PI) / 2;
}

function series(a: number, x: number): number {
  let term = 1 / a;
  let sum = term;
  for (let n = 1; n < 1000 && term > sum * 1e-16; n++) {
    term *= x / (a + n);
    sum += term;
  }
  return sum;
}

/** Lentz's way of working a continued fraction from the front. */
function continuedFraction(a: number, x: number): number {
  let b = x + 1 - a;
  let c = 1e300;
  let d = 1 / b;
  let result = d;
  for (let n = 1; n < 1000; n++) {
    const step = -n * (n - a);
    b += 2;
    d = 1 / (step * d + b);
    c = b + step / c;
    result *= c * d;
    if (Math.abs(c * d - 1) < 1e-15) break;
  }
  return result;
}
