
('commit', '-q', '-m', 'Keep the billing endpoints mounted\n') LEAD NOTICE (22:41): main freezes at 22:48. Commit now what is complete and compiles (tsc -b packages/server tools, biome, your tests); finish or leave out the rest; delete scratch files (tools/scratch); every file <= 400 lines; declare only dependencies you import. Then write your final report.

