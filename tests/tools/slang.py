"""What slang says of Verilog: a line of standard input for each design, its tops, a colon, its files."""
import sys

import pyslang.driver

OPTIONS = "slang --std 1364-2005 -Wdefault -Wextra"

good = True
for line in sys.stdin:
    tops, files = line.split(" : ")
    driver = pyslang.driver.Driver()
    driver.addStandardArgs()
    arguments = " ".join([OPTIONS, *(f"--top {top}" for top in tops.split()), files.strip()])
    good &= (
        driver.parseCommandLine(arguments)
        and driver.processOptions()
        and driver.parseAllSources()
        and driver.reportParseDiags()
        and driver.runFullCompilation(True)
    )
sys.exit(0 if good else 1)
