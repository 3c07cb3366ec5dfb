import type { RecordSet } from "#platform/record-sets";
import {
  divisionSet,
  enclosureSet,
  patternElementSet,
  protectedZoneSet,
  vegetationFacilitySet,
  watershedSet,
} from "./record-sets.ts";
import { screeningPatchSet } from "./screening/screening-set.ts";

export const territoryRecordSets: readonly RecordSet[] = [
  divisionSet,
  watershedSet,
  protectedZoneSet,
  patternElementSet,
  enclosureSet,
  vegetationFacilitySet,
  screeningPatchSet,
];
