// Times feelin on the expressions of FeelBenchmarks.cs; prints nanoseconds per evaluation by name of the benchmark.
import { createRequire } from 'node:module';
import { pathToFileURL } from 'node:url';
import path from 'node:path';

const packages = createRequire(path.resolve(process.argv[2], 'package.json'));
const { evaluate } = await import(pathToFileURL(packages.resolve('feelin')));

const variables = {
  orderId: '0199b0d2-7f1e-7cc3-9a53-5a1f5a8b2c11',
  order: { tracking: 'CASA-2026-000123', totalCentimes: 4350, city: 'Casablanca' },
};
const expressions = {
  TenNodeCondition: ['order.totalCentimes > 2000 and order.city = "Casablanca"', true],
  DecimalCondition: ['order.totalCentimes / 100 * 1.2 > 35.5', true],
  LoopOfHundred: ['sum(for i in 1..100 return i * 2)', 10100],
};

const median = (values) => values.sort((a, b) => a - b)[Math.floor(values.length / 2)];
const times = {};
for (const [name, [source, expected]] of Object.entries(expressions)) {
  const result = evaluate(source, variables);
  const value = typeof result === 'object' && result !== null && 'value' in result ? result.value : result;
  if (value !== expected) {
    throw new Error(`${source} gave ${value}`);
  }

  const rounds = [];
  for (let round = 0; round < 7; round++) {
    let count = 0;
    const started = process.hrtime.bigint();
    let taken = 0;
    do {
      evaluate(source, variables);
      count++;
      taken = Number(process.hrtime.bigint() - started);
    } while (taken < 300_000_000);
    rounds.push(taken / count);
  }

  times[name] = median(rounds);
}

console.log(JSON.stringify(times));
