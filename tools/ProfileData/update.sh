#!/bin/bash
# Makes Runtime's and Tiers' profile anew: see docs/decisions/0007-profile-in-the-image.md. Takes about three minutes.
set -euo pipefail
cd "$(dirname "$0")/../.."
out=$(mktemp -d)
trap 'rm -rf "$out"' EXIT
dotnet build Cli -c Release -v q --nologo
dotnet build tools/ProfileData -c Release -v q --nologo
bin=Cli/bin/Release/net10.0
# Everything starts as instrumented code and stays so. What tier 0 runs is counted there; the compiler and its kernels are counted on tier 2.
export DOTNET_TieredPGO=1 DOTNET_TieredPGO_InstrumentOnlyHotCode=0 DOTNET_TC_CallCountThreshold=7FFFFFFF DOTNET_TC_OnStackReplacement=0
# The first run compiles the library's modules and keeps their bytecode, the second reads it.
unset PYTHONDONTWRITEBYTECODE
export PYTHONPYCACHEPREFIX="$out/bytecode"
for tier in 0 2; do
    DOTNET_WritePGOData=1 DOTNET_PGODataPath="$out/tier$tier.txt" "$bin/tieredpy" --tier $tier tools/ProfileData/train.py
done
dotnet tools/ProfileData/bin/Release/net10.0/ProfileData.dll "$out/tier0.txt,$out/tier2.txt" Cli/tieredpy.mibc "$bin/TieredPy.Runtime.dll" "$bin/TieredPy.Tiers.dll" "$bin/tieredpy.dll"
