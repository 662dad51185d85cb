/// Measures every figure of the register and tells them.
struct RegisterBench {
    let asJSON: Bool

    // Memory first: the children's peak counts from what this process holds when it starts them. The backup before
    // what leaves the disk busy.
    static var all: [() throws -> [Figure]] {
        [
            LargeKit.figures, HelpBench.figures, ImportBench.figures, StatusBench.figures,
            BackupBench.figures, AuditBench.figures, NationBench.figures,
        ]
    }

    /// Prints one line a figure as each is measured; false when a goal is missed.
    func run(_ measures: [() throws -> [Figure]] = RegisterBench.all) throws -> Bool {
        if !asJSON { Console.tell(Figure.heading) }
        var isMet = true
        for measure in measures {
            for figure in try measure() {
                Console.tell(asJSON ? try figure.json() : figure.line)
                isMet = isMet && figure.met
            }
        }
        return isMet
    }
}
