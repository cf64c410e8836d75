import type { Faker, LocaleDefinition } from '@faker-js/faker';
import type { Locale } from '../domain/vocabulary/locales.js';

type Source = () => Promise<LocaleDefinition>;

/**
 * Faker's locales that names and streets are looked up in, first match wins; each brings English and Faker's base, as its
 * last resort. Only what a dataset needs is loaded: all of Faker takes half a second. There is no Hindi, so HI_IN gives
 * Indian names in Latin script; one Arabic serves both regions; fr_CA has next to none of its own, and French comes first.
 */
const SOURCES: Readonly<Record<Locale, readonly Source[]>> = {
  EN_US: [async () => definitionOf(await import('@faker-js/faker/locale/en_US'))],
  EN_GB: [async () => definitionOf(await import('@faker-js/faker/locale/en_GB'))],
  FR_FR: [async () => definitionOf(await import('@faker-js/faker/locale/fr'))],
  DE_DE: [async () => definitionOf(await import('@faker-js/faker/locale/de'))],
  ES_ES: [async () => definitionOf(await import('@faker-js/faker/locale/es'))],
  IT_IT: [async () => definitionOf(await import('@faker-js/faker/locale/it'))],
  PT_BR: [portugueseStreets, async () => definitionOf(await import('@faker-js/faker/locale/pt_BR'))],
  NL_NL: [async () => definitionOf(await import('@faker-js/faker/locale/nl'))],
  PL_PL: [async () => definitionOf(await import('@faker-js/faker/locale/pl'))],
  RU_RU: [async () => definitionOf(await import('@faker-js/faker/locale/ru'))],
  JA_JP: [async () => definitionOf(await import('@faker-js/faker/locale/ja'))],
  KO_KR: [async () => definitionOf(await import('@faker-js/faker/locale/ko'))],
  ZH_CN: [async () => definitionOf(await import('@faker-js/faker/locale/zh_CN'))],
  AR_SA: [async () => definitionOf(await import('@faker-js/faker/locale/ar'))],
  ES_MX: [async () => definitionOf(await import('@faker-js/faker/locale/es_MX'))],
  FR_CA: [
    async () => definitionOf(await import('@faker-js/faker/locale/fr')),
    async () => definitionOf(await import('@faker-js/faker/locale/fr_CA')),
  ],
  AR_EG: [async () => definitionOf(await import('@faker-js/faker/locale/ar'))],
  HI_IN: [async () => definitionOf(await import('@faker-js/faker/locale/en_IN'))],
  SV_SE: [async () => definitionOf(await import('@faker-js/faker/locale/sv'))],
  FI_FI: [async () => definitionOf(await import('@faker-js/faker/locale/fi'))],
  NO_NO: [async () => definitionOf(await import('@faker-js/faker/locale/nb_NO'))],
  DA_DK: [async () => definitionOf(await import('@faker-js/faker/locale/da'))],
  CS_CZ: [async () => definitionOf(await import('@faker-js/faker/locale/cs_CZ'))],
};

/** Gives a Faker of a locale that draws from a stream of random numbers in [0, 1). */
export type FakerFrom = (next: () => number) => Faker;

/** Loads Faker for a locale. */
export async function fakerOf(locale: Locale): Promise<FakerFrom> {
  const definitions = await Promise.all(SOURCES[locale].map((source) => source()));
  const { faker } = await import('@faker-js/faker/locale/base');
  const FakerClass = faker.constructor as typeof Faker; // only Faker's whole index exports it, and loads every locale
  return (next) => new FakerClass({ locale: definitions, randomizer: { next, seed: () => undefined } });
}

/** How Portuguese writes an address; Faker's pt_BR does not say, and would take English's. */
async function portugueseStreets(): Promise<LocaleDefinition> {
  const { location } = definitionOf(await import('@faker-js/faker/locale/pt_PT'));
  return location?.street_address ? { location: { street_address: location.street_address } } : {};
}

function definitionOf({ faker }: { readonly faker: Faker }): LocaleDefinition {
  return faker.rawDefinitions;
}
