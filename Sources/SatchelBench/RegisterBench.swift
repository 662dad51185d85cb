/// Every figure of the register.
enum RegisterBench {
    // Memory first: the children's peak counts from what this process holds when it starts them. The backup before
    // what leaves the disk busy.
    static var all: [() throws -> [Figure]] {
        [
            LargeKit.figures, HelpBench.figures, ImportBench.figures, StatusBench.figures,
            BackupBench.figures, AuditBench.figures, NationBench.figures,
        ]
    }
}
