// Reads queries, a JSON object of name and text, from standard input. Prints for each what is wrong in it and the texts
// that it compares with. The tables are those of a Log Analytics workspace that the queries use.
const fs = require("node:fs");
const path = require("node:path");
const vm = require("node:vm");

const folder = path.join(process.argv[2], "node_modules/@kusto/language-service-next");
for (const file of ["bridge.min.js", "Kusto.Language.Bridge.min.js"]) {
    vm.runInThisContext(fs.readFileSync(path.join(folder, file), "utf8"), { filename: file });
}

const { KustoCode, GlobalState, Symbols, Syntax } = Kusto.Language;
const common = "TimeGenerated: datetime, OperationId: string, AppRoleName: string, AppRoleInstance: string, Properties: dynamic";
const tables = {
    AppTraces: `(${common}, Message: string, SeverityLevel: int)`,
    AppExceptions: `(${common}, ExceptionType: string, OuterMessage: string, SeverityLevel: int)`,
    AppRequests: `(${common}, Id: string, Name: string, Url: string, Success: bool, ResultCode: string, DurationMs: real)`,
    AppDependencies: `(${common}, Id: string, Name: string, Target: string, DependencyType: string, Success: bool, ResultCode: string, DurationMs: real)`,
};
const symbols = Object.entries(tables).map(([name, columns]) => Symbols.TableSymbol.From(columns).WithName(name));
const database = new Symbols.DatabaseSymbol.ctor("workspace", System.Array.init(symbols, Symbols.Symbol));
const globals = GlobalState.Default.WithDatabase(database);

function read(query) {
    const code = KustoCode.ParseAndAnalyze(query, globals);
    const found = code.GetDiagnostics();
    const problems = [];
    for (let i = 0; i < found.Count; i++) {
        const each = found.getItem(i);
        problems.push(`${each.Message} At: ${query.substr(each.Start, each.Length)}`);
    }
    const texts = [];
    for (const token of code.GetLexicalTokens()) {
        if (token.Kind === Syntax.SyntaxKind.StringLiteralToken) {
            texts.push(token.Text.slice(1, -1));
        }
    }
    return { problems, texts };
}

const queries = JSON.parse(fs.readFileSync(0, "utf8"));
console.log(JSON.stringify(Object.fromEntries(Object.entries(queries).map(([name, query]) => [name, read(query)]))));
