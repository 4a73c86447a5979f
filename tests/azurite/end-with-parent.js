// The tests hold Azurite's standard input open; when they end in any way, it closes.
process.stdin.on('end', () => process.exit()).on('error', () => process.exit()).resume();
